package dev.streamr.daemon.stream;

import dev.streamr.api.FlvTag;
import dev.streamr.api.FlvTag.Kind;
import dev.streamr.api.InitSegment;
import dev.streamr.api.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Media that nobody could decode. */
final class TestMedia {

    private static final InitSegment INIT = new InitSegment("0123456789abcdef", new byte[16], List.of());

    private TestMedia() {}

    static FlvTag header(Kind kind, String says) {
        return new FlvTag(kind, 0, says.getBytes(StandardCharsets.UTF_8));
    }

    static FlvTag keyframe(long millis) {
        return new FlvTag(Kind.VIDEO_KEYFRAME, millis, new byte[1000]);
    }

    static FlvTag frame(long millis) {
        return new FlvTag(Kind.VIDEO, millis, new byte[100]);
    }

    static FlvTag audio(long millis) {
        return new FlvTag(Kind.AUDIO, millis, new byte[50]);
    }

    /** Half a second, the fourth of which ends the segment. */
    static Part part(long sequence, int index) {
        return part(sequence, index, 100);
    }

    static Part part(long sequence, int index, int size) {
        return part(sequence, index, size, false);
    }

    static Part part(long sequence, int index, int size, boolean discontinuity) {
        return new Part(sequence, index, 500_000, index == 0, index == 3, discontinuity, false,
                Instant.EPOCH.plusMillis(sequence * 2000 + index * 500L), INIT, new byte[size]);
    }
}
