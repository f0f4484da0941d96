/** The command line: what {@code streamr} understands, and how it talks to a running daemon. */
@NullMarked
package dev.streamr.daemon.cli;

import org.jspecify.annotations.NullMarked;
