package dev.streamr.playback.hls;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.rewind.Recorded;
import java.util.List;

/**
 * Writes the media playlist of a window, and of the segments on disk before it (RFC 8216bis section 4.4). The text
 * depends on nothing else, so one rendering serves every viewer, and a relay with the same window writes the same bytes.
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
    private final List<Recorded> past;
    /** Before the URI of every segment. */
    private final String base;
    /** Whether it is for low-latency players too; without parts it is a tenth as long. */
    private final boolean parts;
    private final StringBuilder text;

    private MediaPlaylist(Snapshot window, Packaging packaging, List<Recorded> past, String base, boolean parts) {
        this.window = window;
        this.packaging = packaging;
        this.past = before(window, past);
        this.base = base;
        this.parts = parts;
        this.text = new StringBuilder(512 + window.segments().size() * 160);
    }

    /** The whole playlist of the window alone. */
    static String full(Snapshot window, Packaging packaging) {
        return full(window, packaging, List.of());
    }

    /** The delta update of the window alone. */
    static String delta(Snapshot window, Packaging packaging) {
        return delta(window, packaging, List.of());
    }

    /** The whole playlist. */
    static String full(Snapshot window, Packaging packaging, List<Recorded> past) {
        return of(window, packaging, past).write(0);
    }

    /** The delta update; the whole playlist when nothing is old enough to be left out. */
    static String delta(Snapshot window, Packaging packaging, List<Recorded> past) {
        return of(window, packaging, past).writeDelta();
    }

    private static MediaPlaylist of(Snapshot window, Packaging packaging, List<Recorded> past) {
        return new MediaPlaylist(window, packaging, past, "", packaging == Packaging.FMP4);
    }

    /**
     * The whole segments of an fMP4 window, with this before the URI of each: for players that know neither parts nor
     * delta updates.
     */
    static String wholeSegments(Snapshot window, String base) {
        return new MediaPlaylist(window, Packaging.FMP4, List.of(), base, false).write(0);
    }

    /** The lines of a whole segment without parts, but for EXT-X-DISCONTINUITY and EXT-X-MAP. */
    static String lines(Segment segment) {
        StringBuilder lines = new StringBuilder(128);
        time(lines, segment);
        whole(lines, segment, "", ".m4s\n");
        return lines.toString();
    }

    // Only what leads up to the window without a hole can stand before it.
    private static List<Recorded> before(Snapshot window, List<Recorded> past) {
        long first = window.segments().getFirst().mediaSequence();
        if (past.isEmpty() || past.getLast().mediaSequence() < first - 1) {
            return List.of();
        }
        long count = first - past.getFirst().mediaSequence();
        return count <= 0 ? List.of() : past.subList(0, (int) count);
    }

    private String writeDelta() {
        int skippable = skippable();
        return write(skippable == 0 ? 0 : past.size() + skippable);
    }

    private String write(int skipped) {
        head(skipped);
        String init = "";
        for (Recorded segment : skipped == 0 ? past : List.<Recorded>of()) {
            breakBefore(segment.discontinuity(), init, segment.init());
            text.append(segment.lines());
            init = segment.init().id();
        }
        int left = Math.max(0, skipped - past.size());
        long fromEnd = durationMicros();
        for (Segment segment : window.segments()) {
            if (left > 0) {
                left--;
            } else {
                segment(segment, init, fromEnd <= PARTS_FOR_TARGETS * window.targetDurationMicros());
                init = segment.init().id();
            }
            fromEnd -= segment.durationMicros();
        }
        tail(window.segments().getLast());
        return text.toString();
    }

    private void head(int skipped) {
        Segment first = window.segments().getFirst();
        long sequence = past.isEmpty() ? first.mediaSequence() : past.getFirst().mediaSequence();
        long breaks = past.isEmpty()
                ? first.discontinuitySequence() - (first.discontinuity() ? 1 : 0)
                : past.getFirst().discontinuitySequence() - (past.getFirst().discontinuity() ? 1 : 0);
        text.append("#EXTM3U\n#EXT-X-VERSION:").append(version()).append('\n');
        text.append("#EXT-X-TARGETDURATION:").append(targetSeconds()).append('\n');
        serverControl();
        text.append("#EXT-X-MEDIA-SEQUENCE:").append(sequence).append('\n');
        text.append("#EXT-X-DISCONTINUITY-SEQUENCE:").append(breaks).append('\n');
        text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        if (skipped > 0) {
            text.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
        }
    }

    // EXT-X-SKIP needs 9, EXT-X-GAP 8, EXT-X-MAP 6; old devices that get MPEG-TS may know 3 only.
    private int version() {
        if (parts) {
            return 9;
        }
        if (window.segments().stream().anyMatch(Segment::gap)) {
            return 8;
        }
        return packaging == Packaging.FMP4 ? 6 : 3;
    }

    private long targetSeconds() {
        return window.targetDurationMicros() / 1_000_000;
    }

    private void serverControl() {
        text.append("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=");
        PlaylistText.seconds(text, HOLD_BACK_TARGETS * window.targetDurationMicros());
        if (!parts) {
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

    private void segment(Segment segment, String lastInit, boolean nearTheEdge) {
        if (!parts && !segment.complete()) {
            return;
        }
        breakBefore(segment.discontinuity(), lastInit, segment.init());
        time(text, segment);
        if (parts && (nearTheEdge || !segment.complete())) {
            segment.parts().forEach(this::part);
        }
        if (segment.complete()) {
            whole(text, segment, base, packaging == Packaging.FMP4 ? ".m4s\n" : ".ts\n");
        }
    }

    private void breakBefore(boolean discontinuity, String lastInit, InitSegment init) {
        if (discontinuity) {
            text.append("#EXT-X-DISCONTINUITY\n");
        }
        if (packaging == Packaging.FMP4 && !init.id().equals(lastInit)) {
            text.append("#EXT-X-MAP:URI=\"init-").append(init.id()).append(".mp4\"\n");
        }
    }

    private static void time(StringBuilder text, Segment segment) {
        text.append("#EXT-X-PROGRAM-DATE-TIME:");
        PlaylistText.date(text, segment.programTime()).append('\n');
    }

    private static void whole(StringBuilder text, Segment segment, String base, String extension) {
        if (segment.gap()) {
            text.append("#EXT-X-GAP\n");
        }
        text.append("#EXTINF:");
        PlaylistText.seconds(text, segment.durationMicros()).append(",\n");
        text.append(base).append(segment.mediaSequence()).append(extension);
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
        } else if (parts) {
            long sequence = newest.complete() ? newest.mediaSequence() + 1 : newest.mediaSequence();
            int part = newest.complete() ? 0 : newest.parts().size();
            text.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"").append(sequence).append('.').append(part)
                    .append(".m4s\"\n");
        }
    }

    private int skippable() {
        if (!parts || window.ended()) {
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
