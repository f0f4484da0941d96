/** HTTP-FLV through a real HTTP server. */
@NullMarked
package dev.streamr.playback.flv;

import org.jspecify.annotations.NullMarked;
