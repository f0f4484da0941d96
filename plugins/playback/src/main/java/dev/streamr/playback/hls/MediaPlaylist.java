package dev.streamr.playback.hls;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import java.util.List;

/**
 * Writes the media playlist of a window (RFC 8216bis section 4.4). The text depends on the snapshot alone, so one
 * rendering serves every viewer, and a relay with the same window writes the same bytes.
 */
final class MediaPlaylist {

    /** A delta update leaves out what is older than this many target durations (at least six, section 4.4.3.8). */
    private static final int SKIP_AFTER_TARGETS = 6;
    /** Parts are listed while they are this near to the live edge, in target durations (section 4.4.4.9). */
    private static final int PARTS_FOR_TARGETS = 3;
    /** Distance of a player without parts from the live edge, in target durations. */
    private static final int HOLD_BACK_TARGETS = 3;
    /** Distance of a low-latency player from the live edge, in part targets; the protocol's least is 3. */
    private static final int PART_HOLD_BACK_TARGETS = 3;

    private final Snapshot window;
    private final Packaging packaging;
    private final StringBuilder text;

    private MediaPlaylist(Snapshot window, Packaging packaging) {
        this.window = window;
        this.packaging = packaging;
        this.text = new StringBuilder(256 + window.segments().size() * 160);
    }

    /** The whole playlist. */
    static String full(Snapshot window, Packaging packaging) {
        return new MediaPlaylist(window, packaging).write(0);
    }

    /** The delta update; the whole playlist when nothing is old enough to be left out. */
    static String delta(Snapshot window, Packaging packaging) {
        MediaPlaylist playlist = new MediaPlaylist(window, packaging);
        return playlist.write(playlist.skippable());
    }

    private String write(int skipped) {
        List<Segment> segments = window.segments();
        head(segments.getFirst(), skipped);
        long fromEnd = durationMicros();
        InitSegment init = null;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (i >= skipped) {
                boolean newInit = init == null || !init.id().equals(segment.init().id());
                segment(segment, newInit, fromEnd <= PARTS_FOR_TARGETS * window.targetDurationMicros());
                init = segment.init();
            }
            fromEnd -= segment.durationMicros();
        }
        tail(segments.getLast());
        return text.toString();
    }

    private void head(Segment first, int skipped) {
        text.append("#EXTM3U\n#EXT-X-VERSION:").append(version()).append('\n');
        text.append("#EXT-X-TARGETDURATION:").append(targetSeconds()).append('\n');
        serverControl();
        text.append("#EXT-X-MEDIA-SEQUENCE:").append(first.mediaSequence()).append('\n');
        long breaks = first.discontinuitySequence() - (first.discontinuity() ? 1 : 0);
        text.append("#EXT-X-DISCONTINUITY-SEQUENCE:").append(breaks).append('\n');
        text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        if (skipped > 0) {
            text.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
        }
    }

    // EXT-X-SKIP and EXT-X-MAP need 9; old devices that get MPEG-TS may know 3 only, and EXT-X-GAP needs 8.
    private int version() {
        if (packaging == Packaging.FMP4) {
            return 9;
        }
        return window.segments().stream().anyMatch(Segment::gap) ? 8 : 3;
    }

    private long targetSeconds() {
        return window.targetDurationMicros() / 1_000_000;
    }

    private void serverControl() {
        text.append("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=");
        PlaylistText.seconds(text, HOLD_BACK_TARGETS * window.targetDurationMicros());
        if (packaging == Packaging.MPEGTS) {
            text.append('\n');
            return;
        }
        text.append(",PART-HOLD-BACK=");
        PlaylistText.seconds(text, PART_HOLD_BACK_TARGETS * window.partTargetMicros());
        text.append(",CAN-SKIP-UNTIL=");
        PlaylistText.seconds(text, SKIP_AFTER_TARGETS * window.targetDurationMicros());
        text.append("\n#EXT-X-PART-INF:PART-TARGET=");
        PlaylistText.seconds(text, window.partTargetMicros()).append('\n');
    }

    private void segment(Segment segment, boolean newInit, boolean nearTheEdge) {
        boolean parts = packaging == Packaging.FMP4 && (nearTheEdge || !segment.complete());
        if (!parts && !segment.complete()) {
            return;
        }
        if (segment.discontinuity()) {
            text.append("#EXT-X-DISCONTINUITY\n");
        }
        if (newInit && packaging == Packaging.FMP4) {
            text.append("#EXT-X-MAP:URI=\"init-").append(segment.init().id()).append(".mp4\"\n");
        }
        text.append("#EXT-X-PROGRAM-DATE-TIME:");
        PlaylistText.date(text, segment.programTime()).append('\n');
        if (parts) {
            segment.parts().forEach(this::part);
        }
        if (segment.complete()) {
            whole(segment);
        }
    }

    private void whole(Segment segment) {
        if (segment.gap()) {
            text.append("#EXT-X-GAP\n");
        }
        text.append("#EXTINF:");
        PlaylistText.seconds(text, segment.durationMicros()).append(",\n");
        text.append(segment.mediaSequence()).append(packaging == Packaging.FMP4 ? ".m4s\n" : ".ts\n");
    }

    private void part(Part part) {
        text.append("#EXT-X-PART:DURATION=");
        PlaylistText.seconds(text, part.durationMicros());
        text.append(",URI=\"").append(part.mediaSequence()).append('.').append(part.index()).append(".m4s\"");
        if (part.independent()) {
            text.append(",INDEPENDENT=YES");
        }
        if (part.gap()) {
            text.append(",GAP=YES");
        }
        text.append('\n');
    }

    private void tail(Segment newest) {
        if (window.ended()) {
            text.append("#EXT-X-ENDLIST\n");
        } else if (packaging == Packaging.FMP4) {
            long sequence = newest.complete() ? newest.mediaSequence() + 1 : newest.mediaSequence();
            int part = newest.complete() ? 0 : newest.parts().size();
            text.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"").append(sequence).append('.').append(part)
                    .append(".m4s\"\n");
        }
    }

    private int skippable() {
        if (packaging != Packaging.FMP4 || window.ended()) {
            return 0;
        }
        long fromEnd = durationMicros();
        int skipped = 0;
        for (Segment segment : window.segments()) {
            fromEnd -= segment.durationMicros();
            if (fromEnd < SKIP_AFTER_TARGETS * window.targetDurationMicros()) {
                return skipped;
            }
            skipped++;
        }
        return skipped;
    }

    private long durationMicros() {
        long sum = 0;
        for (Segment segment : window.segments()) {
            sum += segment.durationMicros();
        }
        return sum;
    }
}
