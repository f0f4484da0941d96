/** The transfer by which an origin measures how fast a friend's machine can send. */
@NullMarked
package dev.streamr.relay.transfer;

import org.jspecify.annotations.NullMarked;
