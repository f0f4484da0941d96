/** HLS and LL-HLS: playlists, segments and parts of a stream's window (RFC 8216bis). */
@NullMarked
package dev.streamr.playback.hls;

import org.jspecify.annotations.NullMarked;
