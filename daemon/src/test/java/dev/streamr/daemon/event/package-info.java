/** Behaviour of the event bus. */
@NullMarked
package dev.streamr.daemon.event;

import org.jspecify.annotations.NullMarked;
