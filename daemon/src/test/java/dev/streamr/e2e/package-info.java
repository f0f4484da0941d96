/** End-to-end tests: the image as it is shipped, against the real {@code ffmpeg} and {@code ffprobe} that lie in it. */
@NullMarked
package dev.streamr.e2e;

import org.jspecify.annotations.NullMarked;
