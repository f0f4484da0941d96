package dev.streamr.playback.testing;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Part;
import dev.streamr.api.Track;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Parts that tests put into windows: the bytes of part 3 of segment 7 are {@code "7.3;"}. */
public final class Media {

    /** When the first segment begins. */
    public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    /** What the tests' media hold. */
    public static final List<Track> TRACKS = List.of(new Track.Video("avc1.64001f", 1280, 720),
            new Track.Audio("mp4a.40.2", 48_000, 2));
    /** The usual initialisation. */
    public static final InitSegment INIT = init("0123456789abcdef");

    private static final long PART_MICROS = 200_000;

    private Media() {}

    /** An initialisation with this id. */
    public static InitSegment init(String id) {
        return new InitSegment(id, ("init " + id).getBytes(StandardCharsets.US_ASCII), TRACKS);
    }

    /** A part of 0.2 s in a segment of 2 s. */
    public static Part part(long sequence, int index, boolean last) {
        return new Part(sequence, index, PART_MICROS, index == 0, last, false, false, time(sequence, index), INIT,
                bytes(sequence, index));
    }

    /** A part that closes its segment after this time. */
    public static Part rest(long sequence, int index, long durationMicros) {
        return new Part(sequence, index, durationMicros, index == 0, true, false, false, time(sequence, index), INIT,
                bytes(sequence, index));
    }

    /** Adds a whole segment of ten parts. */
    public static void segment(MemoryWindow window, long sequence) {
        for (int index = 0; index < 10; index++) {
            window.add(part(sequence, index, index == 9));
        }
    }

    /** The bytes of a part. */
    public static byte[] bytes(long sequence, int index) {
        return (sequence + "." + index + ";").getBytes(StandardCharsets.US_ASCII);
    }

    /** When a part begins; segment 0 begins at {@link #START}. */
    public static Instant time(long sequence, int index) {
        return START.plusMillis(sequence * 2000 + index * 200L);
    }
}
