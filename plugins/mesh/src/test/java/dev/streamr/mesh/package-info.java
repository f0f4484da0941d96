@NullMarked
package dev.streamr.mesh;

import org.jspecify.annotations.NullMarked;
