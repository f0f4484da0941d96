package dev.streamr.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A stream at one moment, as in {@code GET /api/v1/streams}. Rates and intervals are measured from the media, 0 until
 * known.
 *
 * @param name                     public name
 * @param state                    live, waiting for its encoder, or over
 * @param since                    when the present broadcast began
 * @param tracks                   what the bitstream holds, video first
 * @param framesPerSecond          measured over the last seconds
 * @param videoBitsPerSecond       measured over the last seconds
 * @param audioBitsPerSecond       measured over the last seconds
 * @param keyframeIntervalMicros   the last interval between two keyframes
 * @param viewers                  viewers by protocol, zeros left out
 * @param warnings                 what the streamer should mend, without doubles
 */
public record StreamInfo(StreamName name, State state, Instant since, List<Track> tracks, double framesPerSecond,
        long videoBitsPerSecond, long audioBitsPerSecond, long keyframeIntervalMicros, Map<Protocol, Integer> viewers,
        List<StreamWarning> warnings) {

    /** Where a stream is in its life. */
    public enum State {
        /** A publisher sends. */
        LIVE,
        /** The publisher was cut off and may come back; viewers wait. */
        INTERRUPTED,
        /** Over; its last window stays watchable for a while. */
        ENDED
    }

    public StreamInfo {
        tracks = List.copyOf(tracks);
        viewers = Map.copyOf(viewers);
        warnings = List.copyOf(warnings);
    }
}
