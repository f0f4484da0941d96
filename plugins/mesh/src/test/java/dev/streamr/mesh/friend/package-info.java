@NullMarked
package dev.streamr.mesh.friend;

import org.jspecify.annotations.NullMarked;
