/** The origin's side: who serves whom, and proof of it. */
@NullMarked
package dev.streamr.relay.origin;

import org.jspecify.annotations.NullMarked;
