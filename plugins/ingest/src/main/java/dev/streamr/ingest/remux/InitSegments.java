package dev.streamr.ingest.remux;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Track;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Makes init segments with the id that the contract asks for. */
final class InitSegments {

    private static final int ID_BYTES = 8;

    private InitSegments() {}

    static InitSegment of(byte[] bytes, List<Track> tracks) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            for (Track track : tracks) {
                digest.update(track.codec().getBytes(StandardCharsets.UTF_8));
            }
            return new InitSegment(HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES), bytes, tracks);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
