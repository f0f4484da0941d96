/** The rewind window on a real disk. */
@NullMarked
package dev.streamr.playback.rewind;

import org.jspecify.annotations.NullMarked;
