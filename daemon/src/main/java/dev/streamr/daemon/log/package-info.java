/** Logging: one line per record on stdout, quiet by default. */
@NullMarked
package dev.streamr.daemon.log;

import org.jspecify.annotations.NullMarked;
