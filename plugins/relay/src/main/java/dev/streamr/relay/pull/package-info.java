/** Takes a stream from origin and parents, checks every byte, and publishes it here. */
@NullMarked
package dev.streamr.relay.pull;

import org.jspecify.annotations.NullMarked;
