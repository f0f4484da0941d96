package dev.streamr.playback;

import dev.streamr.api.Packaging;
import dev.streamr.api.Placement;
import dev.streamr.api.Problem;
import dev.streamr.api.Protocol;
import dev.streamr.playback.flv.FlvService;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.http.Asked;
import dev.streamr.playback.http.Door;
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
import java.net.URI;

/** All that is served below {@code /live}: finds out what a request is for, and for which stream. */
final class LiveRoutes implements HttpService {

    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final Header ALLOW = HeaderValues.createCached(HeaderNames.ALLOW, METHODS);
    private static final Header ALLOW_METHODS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
            METHODS);
    private static final Header ALLOW_HEADERS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
            "Range, Authorization, If-None-Match, If-Range, Cache-Control");
    private static final Header MAX_AGE = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");

    private final Door door;
    private final HlsService hls;
    private final FlvService flv;
    private final Counter refused;

    LiveRoutes(Door door, HlsService hls, FlvService flv, CollectorRegistry metrics) {
        this.door = door;
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
        switch (path) {
            case null -> throw Refusal.notFound("Nothing is served under this path.");
            case LivePath.InSession inside ->
                file(inside.file(), door.admit(inside.name(), inside.token(), request, response));
            case LivePath.Multivariant list -> placed(list, Protocol.HLS, request, response);
            case LivePath.Flv tags -> placed(tags, Protocol.HTTP_FLV, request, response);
            default -> file(path, door.open(path.name(), request, response));
        }
    }

    /** By a public address: from wherever the director says. */
    private void placed(LivePath path, Protocol protocol, ServerRequest request, ServerResponse response)
            throws Refusal, InterruptedException {
        Placement placement = door.place(path.name(), protocol, request);
        switch (placement) {
            case Placement.Elsewhere elsewhere -> redirect(elsewhere.url(), response);
            case Placement.Refused no -> throw new Refusal(no.problem());
            case Placement.Here _ -> file(path, door.open(path.name(), request, response));
            case Placement.Steered _,Placement.Named _ -> {
                Asked asked = door.open(path.name(), request, response);
                if (path instanceof LivePath.Multivariant) {
                    hls.multivariant(asked, placement);
                } else {
                    file(path, asked);
                }
            }
        }
    }

    private void file(LivePath path, Asked asked) throws Refusal, InterruptedException {
        switch (path) {
            case LivePath.Piece piece -> hls.part(asked, piece.sequence(), piece.part());
            case LivePath.MediaList _ -> hls.media(asked, Packaging.FMP4);
            case LivePath.Fragment segment -> hls.segment(asked, Packaging.FMP4, segment.sequence());
            case LivePath.Init init -> hls.init(asked, init.id());
            case LivePath.Multivariant _ -> hls.multivariant(asked, new Placement.Here());
            case LivePath.Flv _ -> flv.serve(asked);
            case LivePath.Transport segment -> hls.segment(atOrigin(asked), Packaging.MPEGTS, segment.sequence());
            case LivePath.TransportList _ -> hls.media(atOrigin(asked), Packaging.MPEGTS);
            case LivePath.RewindList _ -> hls.rewind(atOrigin(asked));
            case LivePath.InSession _ -> throw Refusal.notFound("A session holds no other session.");
        }
    }

    private static Asked atOrigin(Asked asked) throws Refusal {
        if (asked.stream().relayed()) {
            throw Refusal.notFound("Transport streams and the rewind window are at the stream's origin only.");
        }
        return asked;
    }

    private static void redirect(URI url, ServerResponse response) {
        LiveHeaders.shared().forEach(response::header);
        response.header(LiveHeaders.NO_STORE);
        response.header(HeaderValues.create(HeaderNames.LOCATION, url.toString()));
        response.status(Status.FOUND_302).send();
    }

    private static void preflight(ServerResponse response) {
        LiveHeaders.shared().forEach(response::header);
        response.header(ALLOW).header(ALLOW_METHODS).header(ALLOW_HEADERS).header(MAX_AGE);
        response.status(Status.NO_CONTENT_204).send();
    }
}
