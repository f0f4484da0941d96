/** The streamer's side: invites, nodes, who is there. */
@NullMarked
package dev.streamr.mesh.origin;

import org.jspecify.annotations.NullMarked;
