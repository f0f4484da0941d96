/** Load clients for the benchmarks: each is one process, told what to do on its command line and read out over its standard streams. */
@NullMarked
package dev.streamr.bench;

import org.jspecify.annotations.NullMarked;
