/** The friend's side: pull, verify, hand on. */
@NullMarked
package dev.streamr.relay.friend;

import org.jspecify.annotations.NullMarked;
