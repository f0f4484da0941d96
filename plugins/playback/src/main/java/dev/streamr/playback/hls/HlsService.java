package dev.streamr.playback.hls;

import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Protocol;
import dev.streamr.api.Segment;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Refusal;
import dev.streamr.playback.http.Resource;
import dev.streamr.playback.rewind.Recorder;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
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

    /** Sends the multivariant playlist. */
    public void multivariant(LiveStream live, ServerRequest request, ServerResponse response)
            throws Refusal, InterruptedException {
        HlsStream stream = stream(live);
        stream.viewers().seen(request);
        playlist(stream, stream.multivariant(), LiveHeaders.NO_CACHE, request, response);
    }

    /** Sends a media playlist, at once or when it holds what the query asks for. */
    public void media(LiveStream live, Packaging packaging, ServerRequest request, ServerResponse response)
            throws Refusal, InterruptedException {
        HlsStream stream = stream(live);
        stream.viewers().seen(request);
        ReloadDirectives wanted = ReloadDirectives.parse(request.query().rawValue());
        reload(stream, wanted, stream.playlist(packaging, wanted), request, response);
    }

    /** Sends the media playlist that reaches back to the oldest segment on disk. */
    public void rewind(LiveStream live, ServerRequest request, ServerResponse response)
            throws Refusal, InterruptedException {
        if (recorder.isEmpty()) {
            throw Refusal.notFound("This node keeps no rewind window.");
        }
        HlsStream stream = stream(live);
        stream.viewers().seen(request);
        ReloadDirectives wanted = ReloadDirectives.parse(request.query().rawValue());
        reload(stream, wanted, stream.rewind(wanted), request, response);
    }

    private void reload(HlsStream stream, ReloadDirectives wanted, PlaylistBody body, ServerRequest request,
            ServerResponse response) {
        if (wanted.blocking() && Resource.isPlain(request)) {
            sendFramed(stream.stream(), body.framedReload(acceptsGzip(request)), response);
        } else {
            playlist(stream, body, wanted.blocking() ? LiveHeaders.MOMENT : LiveHeaders.NO_CACHE, request, response);
        }
    }

    /** Sends an initialisation segment. */
    public void init(LiveStream live, String id, ServerRequest request, ServerResponse response) throws Refusal {
        send(live, stream(live).init(id), request, response);
    }

    /** Sends a whole segment. */
    public void segment(LiveStream live, Packaging packaging, long sequence, ServerRequest request,
            ServerResponse response) throws Refusal {
        Resource segment = stream(live).segment(packaging, sequence);
        if (Resource.isPlain(request)) {
            http.sendFramed(response, segment.framedPieces());
            live.delivered(Protocol.HLS, segment.sizeBytes());
        } else {
            send(live, segment, request, response);
        }
    }

    /** Sends one part, when it is there. */
    public void part(LiveStream live, long sequence, int index, ServerRequest request, ServerResponse response)
            throws Refusal, InterruptedException {
        HlsStream stream = stream(live);
        Part part = stream.part(sequence, index);
        if (Resource.isPlain(request)) {
            sendFramed(live, stream.framedParts().of(part), response);
        } else {
            send(live, FramedParts.resource(part), request, response);
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

    private static void playlist(HlsStream stream, PlaylistBody body, Header cache, ServerRequest request,
            ServerResponse response) {
        send(stream.stream(), body.resource(acceptsGzip(request), cache), request, response);
    }

    private static void send(LiveStream live, Resource resource, ServerRequest request, ServerResponse response) {
        live.delivered(Protocol.HLS, resource.send(request, response));
    }

    private void sendFramed(LiveStream live, byte[] framed, ServerResponse response) {
        http.sendFramed(response, framed);
        live.delivered(Protocol.HLS, framed.length);
    }

    private static boolean acceptsGzip(ServerRequest request) {
        String accepted = request.headers().value(HeaderNames.ACCEPT_ENCODING).orElse("");
        return accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }
}
