package dev.streamr.playback.hls;

import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Resource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A media playlist that names segments on another machine, and no parts: it is for players that know none. Every viewer
 * has a base of its own, so it is rendered once per window with holes, and a viewer's answer is the pieces between them
 * with the base in every hole.
 */
final class NamedPlaylist {

    /** What marks a hole; no playlist has this character. */
    private static final String HOLE = "\0";

    private final Snapshot window;
    private final String tag;
    private final List<byte[]> pieces;
    private final int sizeBytes;

    /** @param tag what tells this version from every other, for the ETag */
    NamedPlaylist(Snapshot window, String tag) {
        this.window = window;
        String text = MediaPlaylist.wholeSegments(window, HOLE);
        this.tag = tag;
        this.pieces = new ArrayList<>();
        int start = 0;
        for (int hole = text.indexOf(HOLE); hole >= 0; hole = text.indexOf(HOLE, start)) {
            pieces.add(text.substring(start, hole).getBytes(StandardCharsets.UTF_8));
            start = hole + HOLE.length();
        }
        pieces.add(text.substring(start).getBytes(StandardCharsets.UTF_8));
        this.sizeBytes = pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    /** The window that it was rendered from. */
    Snapshot window() {
        return window;
    }

    /** What one viewer gets; nobody may keep it. */
    Resource resource(URI base, boolean gzipAccepted) {
        String text = base.toString();
        byte[] plain = with(text.getBytes(StandardCharsets.UTF_8));
        String etag = "\"" + tag + Integer.toHexString(text.hashCode()) + (gzipAccepted ? "z\"" : "\"");
        return gzipAccepted
                ? new Resource(List.of(LiveHeaders.PLAYLIST, LiveHeaders.NO_STORE, PlaylistBody.VARY,
                        PlaylistBody.GZIP), etag, PlaylistBody.compress(plain))
                : new Resource(List.of(LiveHeaders.PLAYLIST, LiveHeaders.NO_STORE, PlaylistBody.VARY), etag, plain);
    }

    /** The text with this in every hole. */
    byte[] with(byte[] base) {
        byte[] whole = new byte[sizeBytes + (pieces.size() - 1) * base.length];
        int end = 0;
        for (byte[] piece : pieces) {
            if (end > 0) {
                System.arraycopy(base, 0, whole, end, base.length);
                end += base.length;
            }
            System.arraycopy(piece, 0, whole, end, piece.length);
            end += piece.length;
        }
        return whole;
    }
}
