/** Micro-benchmarks of the RTMP side. */
@NullMarked
package dev.streamr.ingest.rtmp;

import org.jspecify.annotations.NullMarked;
