/** The friend's side: joining, heartbeats, leaving. */
@NullMarked
package dev.streamr.mesh.friend;

import org.jspecify.annotations.NullMarked;
