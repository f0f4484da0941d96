package dev.streamr.playback.hls;

import dev.streamr.api.InitSegment;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Refusal;
import dev.streamr.playback.http.Resource;
import dev.streamr.playback.rewind.Recorded;
import dev.streamr.playback.rewind.Recording;
import io.helidon.http.Header;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What HLS viewers get of one stream, and what is remembered of it between requests. */
final class HlsStream {

    private static final System.Logger LOG = System.getLogger(HlsStream.class.getName());
    private static final String NOT_IN_WINDOW = "The segment is not in the window.";

    private final LiveStream stream;
    private final FramedParts framedParts = new FramedParts();
    private final Audience audience = new Audience();
    private final BitRates rates = new BitRates();
    private final FrameRate frameRate = new FrameRate();
    private final PlaylistCache fragments = new PlaylistCache(Packaging.FMP4);
    private final PlaylistCache transport = new PlaylistCache(Packaging.MPEGTS);
    private final PlaylistCache rewind = new PlaylistCache(Packaging.FMP4, this::recorded);
    private final Supplier<Optional<Recording>> recording;

    /** @param recording what is on disk of the stream, if anything */
    HlsStream(LiveStream stream, Supplier<Optional<Recording>> recording) {
        this.stream = stream;
        this.recording = recording;
    }

    private List<Recorded> recorded() {
        return recording.get().map(Recording::recorded).orElse(List.of());
    }

    LiveStream stream() {
        return stream;
    }

    FramedParts framedParts() {
        return framedParts;
    }

    Audience audience() {
        return audience;
    }

    /** What the multivariant playlist tells. Waits for the first media of a stream that has just begun. */
    Variant variant() throws Refusal, InterruptedException {
        Snapshot window = BlockingReload.firstMedia(stream.window(Packaging.FMP4));
        BitRates.Declared declared = rates.observe(window);
        double rate = frameRate.observe(stream.info().framesPerSecond());
        return new Variant(window.segments().getLast().init().tracks(), declared, rate);
    }

    /** The window, when it holds what the directives ask for. */
    Snapshot await(Packaging packaging, ReloadDirectives wanted) throws Refusal, InterruptedException {
        if (packaging == Packaging.MPEGTS) {
            stream.request(packaging);
        }
        return BlockingReload.await(stream.window(packaging), wanted);
    }

    /** The media playlist of this window. */
    PlaylistBody playlist(Packaging packaging, Snapshot window, boolean delta) {
        PlaylistCache cache = switch (packaging) {
            case FMP4 -> fragments;
            case MPEGTS -> transport;
        };
        return cache.body(window, delta);
    }

    /** The media playlist of this fMP4 window for viewers whose segments come from another machine. */
    NamedPlaylist named(Snapshot window) {
        return fragments.named(window);
    }

    /** The media playlist with all that is on disk before it. */
    PlaylistBody rewind(ReloadDirectives wanted) throws Refusal, InterruptedException {
        return rewind.body(BlockingReload.await(stream.window(Packaging.FMP4), wanted), wanted.skip());
    }

    /** An initialisation that the window, or the disk, still needs. */
    Resource init(String id) throws Refusal {
        Stream<InitSegment> live = stream.window(Packaging.FMP4).snapshot().segments().reversed().stream()
                .map(Segment::init);
        return Stream.concat(live, recorded().stream().map(Recorded::init)).filter(init -> init.id().equals(id))
                .findFirst().map(init -> media(LiveHeaders.MP4, "i" + id, List.of(init.bytes()), ""))
                .orElseThrow(() -> Refusal.notFound("No segment needs this initialisation any more."));
    }

    /** A whole segment: its parts one after another, or its file. */
    Resource segment(Packaging packaging, long sequence) throws Refusal, InterruptedException {
        Optional<Segment> live = NextMedia.await(stream, packaging, sequence, -1).segment(sequence)
                .filter(found -> found.complete() && !found.gap());
        if (live.isPresent()) {
            Header type = packaging == Packaging.FMP4 ? LiveHeaders.MP4 : LiveHeaders.MPEGTS;
            List<byte[]> pieces = live.get().parts().stream().map(Part::bytes).toList();
            return media(type, Long.toString(sequence), pieces, live.get().parts().getLast().proof());
        }
        if (packaging == Packaging.FMP4) {
            return fromDisk(sequence);
        }
        throw Refusal.notFound(NOT_IN_WINDOW);
    }

    private Resource fromDisk(long sequence) throws Refusal {
        Recording disk = recording.get().orElseThrow(() -> Refusal.notFound(NOT_IN_WINDOW));
        Recorded segment = disk.find(sequence).filter(found -> found.sizeBytes() > 0)
                .orElseThrow(() -> Refusal.notFound(NOT_IN_WINDOW));
        try {
            return media(LiveHeaders.MP4, Long.toString(sequence), List.of(disk.read(segment)), "");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a segment left the disk while it was asked for", e);
            throw Refusal.notFound(NOT_IN_WINDOW);
        }
    }

    /** One part; waits for it when players know of it already. */
    Part part(long sequence, int index) throws Refusal, InterruptedException {
        Snapshot window = NextMedia.await(stream, Packaging.FMP4, sequence, index);
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
        audience.report(stream);
    }

    /** @param proof the origin's word on it; empty at the origin */
    static Resource media(Header type, String tag, List<byte[]> pieces, String proof) {
        long size = pieces.stream().mapToLong(piece -> piece.length).sum();
        List<Header> headers = proof.isEmpty()
                ? List.of(type, LiveHeaders.IMMUTABLE)
                : List.of(type, LiveHeaders.IMMUTABLE, LiveHeaders.record(proof));
        return new Resource(headers, "\"" + tag + "-" + Long.toHexString(size) + "\"", pieces);
    }
}
