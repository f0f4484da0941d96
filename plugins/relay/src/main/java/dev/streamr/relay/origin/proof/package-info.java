/** What friends' machines delivered: receipts of viewers, claims of nodes, what players without receipts must have got. */
@NullMarked
package dev.streamr.relay.origin.proof;

import org.jspecify.annotations.NullMarked;
