package dev.streamr.playback.hls;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the attribute values of playlists: decimals without rounding up, times with milliseconds. */
final class PlaylistText {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int DIGITS = 6;

    private PlaylistText() {}

    /** Seconds with all six digits of the microseconds. */
    static StringBuilder seconds(StringBuilder text, long micros) {
        text.append(micros / MICROS_PER_SECOND).append('.');
        String fraction = Long.toString(micros % MICROS_PER_SECOND);
        return text.repeat('0', DIGITS - fraction.length()).append(fraction);
    }

    /** Wall-clock time in UTC. */
    static StringBuilder date(StringBuilder text, Instant time) {
        DATE.formatTo(time, text);
        return text;
    }
}
