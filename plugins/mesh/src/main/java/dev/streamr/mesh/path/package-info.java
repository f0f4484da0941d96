/** How machines reach one another. */
@NullMarked
package dev.streamr.mesh.path;

import org.jspecify.annotations.NullMarked;
