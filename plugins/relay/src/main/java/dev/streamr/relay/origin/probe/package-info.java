/** What the origin finds out by asking itself: spot checks that look like viewers, and how fast a machine can send. */
@NullMarked
package dev.streamr.relay.origin.probe;

import org.jspecify.annotations.NullMarked;
