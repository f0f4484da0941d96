package dev.streamr.playback.hls;

import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Placement;
import dev.streamr.api.Protocol;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.WatchSession;
import dev.streamr.playback.http.Asked;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Refusal;
import dev.streamr.playback.http.Resource;
import dev.streamr.playback.rewind.Recorder;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers requests for playlists and media of live streams. May be called from any thread. */
public final class HlsService {

    private final StreamRegistry registry;
    private final HttpEndpoints http;
    private final Optional<Recorder> recorder;
    /** One entry per stream that was asked for and is still in the registry, which bounds it. */
    private final ConcurrentHashMap<StreamName, HlsStream> streams = new ConcurrentHashMap<>();

    /**
     * @param registry where the streams are
     * @param http     what sends answers that all viewers share
     * @param recorder what keeps segments on disk, when that is configured
     */
    public HlsService(StreamRegistry registry, HttpEndpoints http, Optional<Recorder> recorder) {
        this.registry = registry;
        this.http = http;
        this.recorder = recorder;
    }

    /**
     * Sends the multivariant playlist.
     *
     * @param placement where the viewer finds the media playlist
     */
    public void multivariant(Asked asked, Placement placement) throws Refusal, InterruptedException {
        HlsStream stream = stream(asked.stream());
        Variant variant = stream.variant();
        String media = asked.stream().name() + "/";
        switch (placement) {
            case Placement.Steered steered -> personal(MultivariantPlaylist.steered(variant, steered), asked);
            case Placement.Named named ->
                personal(MultivariantPlaylist.write(variant, media + "s/" + named.token() + "/media.m3u8"), asked);
            case Placement.Here _,Placement.Elsewhere _,Placement.Refused _ -> {
                stream.audience().playlist(asked);
                send(asked, multivariant(MultivariantPlaylist.write(variant, media + "media.m3u8")),
                        LiveHeaders.NO_CACHE);
            }
        }
    }

    // Who gets it is counted as soon as the session that it names is used.
    private static void personal(String text, Asked asked) {
        send(asked, multivariant(text), LiveHeaders.NO_STORE);
    }

    private static PlaylistBody multivariant(String text) {
        return new PlaylistBody(text, "m" + Integer.toHexString(text.hashCode()));
    }

    /** Sends a media playlist, at once or when it holds what the query asks for. */
    public void media(Asked asked, Packaging packaging) throws Refusal, InterruptedException {
        HlsStream stream = stream(asked.stream());
        stream.audience().playlist(asked);
        ReloadDirectives wanted = ReloadDirectives.parse(asked.request().query().rawValue());
        Snapshot window = stream.await(packaging, wanted);
        if (packaging == Packaging.FMP4 && asked.session().isPresent()) {
            WatchSession session = asked.session().get();
            Optional<URI> base = session.segmentBase();
            if (base.isPresent()) {
                named(asked, session, stream.named(window), base.get());
                return;
            }
        }
        reload(asked, wanted, stream.playlist(packaging, window, wanted.skip()));
    }

    private void named(Asked asked, WatchSession session, NamedPlaylist playlist, URI base) {
        Resource resource = playlist.resource(base, acceptsGzip(asked.request()));
        long sent = resource.sizeBytes();
        if (Resource.isPlain(asked.request())) {
            http.sendFramed(asked.response(), resource.framed());
        } else {
            sent = resource.send(asked.request(), asked.response());
        }
        asked.delivered(Protocol.HLS, sent);
        if (sent > 0) {
            session.named(playlist.window(), base);
        }
    }

    /** Sends the media playlist that reaches back to the oldest segment on disk. */
    public void rewind(Asked asked) throws Refusal, InterruptedException {
        if (recorder.isEmpty()) {
            throw Refusal.notFound("This node keeps no rewind window.");
        }
        HlsStream stream = stream(asked.stream());
        stream.audience().playlist(asked);
        ReloadDirectives wanted = ReloadDirectives.parse(asked.request().query().rawValue());
        reload(asked, wanted, stream.rewind(wanted));
    }

    private void reload(Asked asked, ReloadDirectives wanted, PlaylistBody body) {
        if (wanted.blocking() && Resource.isPlain(asked.request())) {
            sendFramed(asked, body.framedReload(acceptsGzip(asked.request())));
        } else {
            send(asked, body, wanted.blocking() ? LiveHeaders.MOMENT : LiveHeaders.NO_CACHE);
        }
    }

    /** Sends an initialisation segment. */
    public void init(Asked asked, String id) throws Refusal {
        HlsStream stream = stream(asked.stream());
        stream.audience().media(asked);
        send(asked, stream.init(id));
    }

    /** Sends a whole segment. */
    public void segment(Asked asked, Packaging packaging, long sequence) throws Refusal, InterruptedException {
        HlsStream stream = stream(asked.stream());
        stream.audience().media(asked);
        Resource segment = stream.segment(packaging, sequence);
        if (Resource.isPlain(asked.request())) {
            http.sendFramed(asked.response(), segment.framedPieces());
            asked.delivered(Protocol.HLS, segment.sizeBytes());
        } else {
            send(asked, segment);
        }
    }

    /** Sends one part, when it is there. */
    public void part(Asked asked, long sequence, int index) throws Refusal, InterruptedException {
        HlsStream stream = stream(asked.stream());
        stream.audience().media(asked);
        Part part = stream.part(sequence, index);
        if (Resource.isPlain(asked.request())) {
            sendFramed(asked, stream.framedParts().of(part));
        } else {
            send(asked, FramedParts.resource(part));
        }
    }

    /** A segment's lines in a playlist, as {@link dev.streamr.playback.rewind.Recorded#lines} wants them. */
    public static String lines(Segment segment) {
        return MediaPlaylist.lines(segment);
    }

    /** Counts viewers and forgets streams that are gone; called every few seconds, by one thread. */
    public void refresh() {
        streams.values().removeIf(known -> registry.find(known.stream().name())
                .filter(found -> found.equals(known.stream())).isEmpty());
        streams.values().forEach(HlsStream::refresh);
    }

    private HlsStream stream(LiveStream live) {
        HlsStream known = streams.get(live.name());
        if (known != null && known.stream().equals(live)) {
            return known;
        }
        return streams.compute(live.name(),
                (name, present) -> present != null && present.stream().equals(live)
                        ? present
                        : new HlsStream(live, () -> recorder.flatMap(disk -> disk.find(live))));
    }

    private static void send(Asked asked, PlaylistBody body, Header cache) {
        send(asked, body.resource(acceptsGzip(asked.request()), cache));
    }

    private static void send(Asked asked, Resource resource) {
        asked.delivered(Protocol.HLS, resource.send(asked.request(), asked.response()));
    }

    private void sendFramed(Asked asked, byte[] framed) {
        http.sendFramed(asked.response(), framed);
        asked.delivered(Protocol.HLS, framed.length);
    }

    private static boolean acceptsGzip(ServerRequest request) {
        String accepted = request.headers().value(HeaderNames.ACCEPT_ENCODING).orElse("");
        return accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }
}
