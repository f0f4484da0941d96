/**
 * Viewers without a screen: a crowd that loads a stream as the player page does, checks what relays hand over, sends
 * receipts, and says what it would have felt. The demo, {@code bench/relay} and {@code lab/relay.sh} watch with it.
 */
@NullMarked
package dev.streamr.daemon.demo.viewer;

import org.jspecify.annotations.NullMarked;
