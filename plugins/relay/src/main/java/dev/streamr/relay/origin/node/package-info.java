/** The friends' machines as the origin sees them: how well they do, how they are reached, what they can give. */
@NullMarked
package dev.streamr.relay.origin.node;

import org.jspecify.annotations.NullMarked;
