/** What machines of the mesh say to one another, and how it is signed. */
@NullMarked
package dev.streamr.mesh.message;

import org.jspecify.annotations.NullMarked;
