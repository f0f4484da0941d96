/** Viewers' sessions, and which friend's machine serves each. */
@NullMarked
package dev.streamr.relay.origin.session;

import org.jspecify.annotations.NullMarked;
