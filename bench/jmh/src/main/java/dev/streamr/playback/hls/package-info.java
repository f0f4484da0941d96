/** Micro-benchmarks of playlists. */
@NullMarked
package dev.streamr.playback.hls;

import org.jspecify.annotations.NullMarked;
