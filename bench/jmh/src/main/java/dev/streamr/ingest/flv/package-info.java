/** Micro-benchmarks of FLV reading. */
@NullMarked
package dev.streamr.ingest.flv;

import org.jspecify.annotations.NullMarked;
