@NullMarked
package dev.streamr.mesh.path;

import org.jspecify.annotations.NullMarked;
