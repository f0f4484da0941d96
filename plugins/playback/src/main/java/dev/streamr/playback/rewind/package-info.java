/** The rewind window: complete segments copied to disk, bounded in time and bytes, gone when the daemon restarts. */
@NullMarked
package dev.streamr.playback.rewind;

import org.jspecify.annotations.NullMarked;
