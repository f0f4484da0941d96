@NullMarked
package dev.streamr.mesh.origin;

import org.jspecify.annotations.NullMarked;
