/** Which friend's machine carries which stream, and from where. */
@NullMarked
package dev.streamr.relay.origin.plan;

import org.jspecify.annotations.NullMarked;
