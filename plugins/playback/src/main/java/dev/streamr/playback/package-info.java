/** HLS, LL-HLS, HTTP-FLV and the player page. */
@NullMarked
package dev.streamr.playback;

import org.jspecify.annotations.NullMarked;
