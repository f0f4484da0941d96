@NullMarked
package dev.streamr.mesh.limit;

import org.jspecify.annotations.NullMarked;
