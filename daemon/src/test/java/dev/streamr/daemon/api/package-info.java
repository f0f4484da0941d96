/** Behaviour of the public API. */
@NullMarked
package dev.streamr.daemon.api;

import org.jspecify.annotations.NullMarked;
