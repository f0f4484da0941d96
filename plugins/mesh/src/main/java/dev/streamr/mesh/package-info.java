/** Invites, joining, heartbeats: how friends' machines belong to an origin. */
@NullMarked
package dev.streamr.mesh;

import org.jspecify.annotations.NullMarked;
