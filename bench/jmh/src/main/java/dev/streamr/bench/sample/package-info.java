/** The media that the micro-benchmarks work on. */
@NullMarked
package dev.streamr.bench.sample;

import org.jspecify.annotations.NullMarked;
