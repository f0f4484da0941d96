/** Tools of the build that puts the runnable image together; none of this is in the image. */
@NullMarked
package dev.streamr.image;

import org.jspecify.annotations.NullMarked;
