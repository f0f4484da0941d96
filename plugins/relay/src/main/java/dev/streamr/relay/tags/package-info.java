/** Signed runs of tags, from which relays serve HTTP-FLV. */
@NullMarked
package dev.streamr.relay.tags;

import org.jspecify.annotations.NullMarked;
