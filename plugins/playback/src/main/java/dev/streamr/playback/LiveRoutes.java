package dev.streamr.playback;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamRegistry;
import dev.streamr.playback.flv.FlvService;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Refusal;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;

/** All that is served below {@code /live}: finds out what a request is for, and for which stream. */
final class LiveRoutes implements HttpService {

    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final Header ALLOW = HeaderValues.createCached(HeaderNames.ALLOW, METHODS);
    private static final Header ALLOW_METHODS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
            METHODS);
    private static final Header ALLOW_HEADERS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
            "Range, Authorization, If-None-Match, If-Range, Cache-Control");
    private static final Header MAX_AGE = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");

    private final StreamRegistry registry;
    private final HlsService hls;
    private final FlvService flv;
    private final Counter refused;

    LiveRoutes(StreamRegistry registry, HlsService hls, FlvService flv, CollectorRegistry metrics) {
        this.registry = registry;
        this.hls = hls;
        this.flv = flv;
        this.refused = Counter
                .build("streamr_playback_refused_total", "Requests below /live that got no media, by HTTP status.")
                .labelNames("reason").register(metrics);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/live/*", this::handle);
    }

    private void handle(ServerRequest request, ServerResponse response) {
        Method method = request.prologue().method();
        if (method.equals(Method.OPTIONS)) {
            preflight(response);
            return;
        }
        try {
            if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
                response.header(ALLOW);
                throw new Refusal(new Problem(Status.METHOD_NOT_ALLOWED_405, "Media is read with GET or HEAD."));
            }
            serve(request, response);
        } catch (Refusal refusal) {
            refused.labels(refusal.problem().status().codeText()).inc();
            refusal.send(response, !method.equals(Method.HEAD));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the client left, or the node stops, while the answer was waited for");
        }
    }

    private void serve(ServerRequest request, ServerResponse response) throws Refusal, InterruptedException {
        LivePath path = LivePath.parse(request.path().rawPath());
        if (path == null) {
            throw Refusal.notFound("Nothing is served under this path.");
        }
        LiveStream stream = registry.find(path.name())
                .orElseThrow(() -> Refusal.notFound("There is no stream of this name now."));
        switch (path) {
            case LivePath.Piece piece -> hls.part(stream, piece.sequence(), piece.part(), request, response);
            case LivePath.MediaList _ -> hls.media(stream, Packaging.FMP4, request, response);
            case LivePath.Fragment segment ->
                hls.segment(stream, Packaging.FMP4, segment.sequence(), request, response);
            case LivePath.Transport segment ->
                hls.segment(stream, Packaging.MPEGTS, segment.sequence(), request, response);
            case LivePath.TransportList _ -> hls.media(stream, Packaging.MPEGTS, request, response);
            case LivePath.Init init -> hls.init(stream, init.id(), request, response);
            case LivePath.Multivariant _ -> hls.multivariant(stream, request, response);
            case LivePath.Flv _ -> flv.serve(stream, request, response);
            case LivePath.RewindList _ -> hls.rewind(stream, request, response);
        }
    }

    private static void preflight(ServerResponse response) {
        LiveHeaders.shared().forEach(response::header);
        response.header(ALLOW).header(ALLOW_METHODS).header(ALLOW_HEADERS).header(MAX_AGE);
        response.status(Status.NO_CONTENT_204).send();
    }
}
