package dev.streamr.playback.hls;

import dev.streamr.api.InitSegment;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Protocol;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Refusal;
import dev.streamr.playback.http.Resource;
import io.helidon.http.Header;
import java.time.Duration;
import java.util.List;

/** What HLS viewers get of one stream, and what is remembered of it between requests. */
final class HlsStream {

    private static final System.Logger LOG = System.getLogger(HlsStream.class.getName());
    private static final int PART_WAIT_TARGETS = 3;

    private final LiveStream stream;
    private final FramedParts framedParts = new FramedParts();
    private final Viewers viewers = new Viewers();
    private final BitRates rates = new BitRates();
    private final FrameRate frameRate = new FrameRate();
    private final PlaylistCache fragments = new PlaylistCache(Packaging.FMP4);
    private final PlaylistCache transport = new PlaylistCache(Packaging.MPEGTS);
    private int reported;

    HlsStream(LiveStream stream) {
        this.stream = stream;
    }

    LiveStream stream() {
        return stream;
    }

    FramedParts framedParts() {
        return framedParts;
    }

    Viewers viewers() {
        return viewers;
    }

    /** The multivariant playlist. Waits for the first media of a stream that has just begun. */
    PlaylistBody multivariant() throws Refusal, InterruptedException {
        Snapshot window = BlockingReload.firstMedia(stream.window(Packaging.FMP4));
        BitRates.Declared declared = rates.observe(window);
        double rate = frameRate.observe(stream.info().framesPerSecond());
        InitSegment init = window.segments().getLast().init();
        String text = MultivariantPlaylist.write(init.tracks(), declared, rate, stream.name() + "/media.m3u8");
        return new PlaylistBody(text, "m" + Integer.toHexString(text.hashCode()));
    }

    /** The media playlist, when it holds what the directives ask for. */
    PlaylistBody playlist(Packaging packaging, ReloadDirectives wanted) throws Refusal, InterruptedException {
        if (packaging == Packaging.MPEGTS) {
            stream.request(packaging);
        }
        Snapshot window = BlockingReload.await(stream.window(packaging), wanted);
        PlaylistCache cache = switch (packaging) {
            case FMP4 -> fragments;
            case MPEGTS -> transport;
        };
        return cache.body(window, wanted.skip());
    }

    /** An initialisation that the window still needs. */
    Resource init(String id) throws Refusal {
        for (Segment segment : stream.window(Packaging.FMP4).snapshot().segments().reversed()) {
            if (segment.init().id().equals(id)) {
                return media(LiveHeaders.MP4, "i" + id, List.of(segment.init().bytes()));
            }
        }
        throw Refusal.notFound("No segment of the window needs this initialisation.");
    }

    /** A whole segment: its parts one after another. */
    Resource segment(Packaging packaging, long sequence) throws Refusal {
        Segment segment = stream.window(packaging).snapshot().segment(sequence)
                .filter(found -> found.complete() && !found.gap())
                .orElseThrow(() -> Refusal.notFound("The segment is not in the window."));
        Header type = packaging == Packaging.FMP4 ? LiveHeaders.MP4 : LiveHeaders.MPEGTS;
        return media(type, Long.toString(sequence), segment.parts().stream().map(Part::bytes).toList());
    }

    /** One part; waits for it when it is the one that the playlist hints at. */
    Part part(long sequence, int index) throws Refusal, InterruptedException {
        SegmentWindow parts = stream.window(Packaging.FMP4);
        Snapshot window = parts.snapshot();
        if (isHinted(window, sequence, index)) {
            Duration atMost = Duration.ofNanos(PART_WAIT_TARGETS * 1000 * window.targetDurationMicros());
            window = parts.await(sequence, index, atMost);
            if (!window.reached(sequence, index) && !window.ended()) {
                throw Refusal.unavailable("The part did not come in time.");
            }
        }
        List<Part> present = window.segment(sequence).map(Segment::parts).orElse(List.of());
        if (index >= present.size() || present.get(index).gap()) {
            throw Refusal.notFound("The part is not in the window.");
        }
        return present.get(index);
    }

    /** Counts the viewers anew and looks at the newest segments. */
    void refresh() {
        Snapshot window = stream.window(Packaging.FMP4).snapshot();
        if (!window.segments().isEmpty()) {
            rates.observe(window);
        }
        int count = viewers.count();
        stream.viewers(Protocol.HLS, count);
        if (reported == 0 && count > 0) {
            LOG.log(System.Logger.Level.INFO, "HLS: the first viewer of {0} came", stream.name());
        } else if (reported > 0 && count == 0) {
            LOG.log(System.Logger.Level.INFO, "HLS: the last viewer of {0} went", stream.name());
        }
        reported = count;
    }

    private static boolean isHinted(Snapshot window, long sequence, int index) {
        if (window.ended() || window.segments().isEmpty()) {
            return false;
        }
        Segment newest = window.segments().getLast();
        return newest.complete()
                ? sequence == newest.mediaSequence() + 1 && index == 0
                : sequence == newest.mediaSequence() && index == newest.parts().size();
    }

    static Resource media(Header type, String tag, List<byte[]> pieces) {
        long size = pieces.stream().mapToLong(piece -> piece.length).sum();
        return new Resource(List.of(type, LiveHeaders.IMMUTABLE), "\"" + tag + "-" + Long.toHexString(size) + "\"",
                pieces);
    }
}
