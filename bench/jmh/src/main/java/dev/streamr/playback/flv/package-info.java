/** Micro-benchmarks of HTTP-FLV. */
@NullMarked
package dev.streamr.playback.flv;

import org.jspecify.annotations.NullMarked;
