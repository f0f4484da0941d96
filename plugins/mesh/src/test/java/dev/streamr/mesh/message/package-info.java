@NullMarked
package dev.streamr.mesh.message;

import org.jspecify.annotations.NullMarked;
