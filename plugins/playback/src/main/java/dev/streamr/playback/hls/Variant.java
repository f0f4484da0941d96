package dev.streamr.playback.hls;

import dev.streamr.api.Track;
import java.util.List;

/**
 * What a multivariant playlist tells of the stream.
 *
 * @param tracks          what the initialisation describes
 * @param rates           measured from the bytes
 * @param framesPerSecond 0 when unknown; then it is not declared
 */
record Variant(List<Track> tracks, BitRates.Declared rates, double framesPerSecond) {

    Variant {
        tracks = List.copyOf(tracks);
    }
}
