/** Playback through a real HTTP server, with streams in memory. */
@NullMarked
package dev.streamr.playback;

import org.jspecify.annotations.NullMarked;
