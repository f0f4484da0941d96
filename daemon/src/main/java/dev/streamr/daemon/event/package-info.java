/** Tells whoever listens what happened; a slow listener loses events and holds nobody up. */
@NullMarked
package dev.streamr.daemon.event;

import org.jspecify.annotations.NullMarked;
