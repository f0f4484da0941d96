/** Playlists and waiting, without HTTP. */
@NullMarked
package dev.streamr.playback.hls;

import org.jspecify.annotations.NullMarked;
