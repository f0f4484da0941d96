/** Behaviour of streams, their rings and windows. */
@NullMarked
package dev.streamr.daemon.stream;

import org.jspecify.annotations.NullMarked;
