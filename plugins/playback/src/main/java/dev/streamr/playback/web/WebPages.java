package dev.streamr.playback.web;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Placement;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.http.LiveHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The pages on the public listener: the list of streams at {@code /}, the player at {@code /watch/{name}}, and their
 * assets. A name that nobody publishes under (yet) shows the waiting player; a name that cannot be is 404.
 */
public final class WebPages implements HttpService {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String ASSETS = "/assets/player/";
    /** One year: the URL changes with the content. */
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ONE_DAY = "public, max-age=86400";
    private static final String FIVE_MINUTES = "public, max-age=300";
    /** The loader for other people's pages: its address stays, whatever the version. */
    private static final String LOADER = "hedged-loader.js";

    private final StreamRegistry streams;
    private final boolean rewind;
    private final Door door;
    private final PublicAddress address;
    private final WebFiles files = new WebFiles();
    private final PageHeaders pageHeaders = new PageHeaders(files.styleHashes());
    private final Template home = new Template(files.text("home.html"));
    private final Template watch = new Template(files.text("watch.html"));
    private final Template notFound = new Template(files.text("not-found.html"));
    private final String assetRoot = ASSETS + files.version();

    /**
     * @param streams   whose names are shown
     * @param publicUrl {@code http.public-url}, which link previews need; without it, what the browser asked for
     * @param rewind    whether there is a rewind window: the player then plays the playlist that has it
     * @param door      knows whether another machine has the page of a stream
     */
    public WebPages(StreamRegistry streams, Optional<URI> publicUrl, boolean rewind, Door door) {
        this.streams = streams;
        this.rewind = rewind;
        this.door = door;
        this.address = new PublicAddress(publicUrl);
    }

    @Override
    public void routing(HttpRules rules) {
        route(rules, "/", this::home);
        route(rules, "/watch/{name}", this::watch);
        route(rules, assetRoot + "/{file}", (request, response) -> file(request, response,
                request.path().pathParameters().get("file"), FOREVER));
        route(rules, "/player/" + LOADER, this::loader);
        route(rules, "/robots.txt", (request, response) -> file(request, response, "robots.txt", ONE_DAY));
        route(rules, "/favicon.ico", (request, response) -> file(request, response, "favicon.svg", ONE_DAY));
    }

    private static void route(HttpRules rules, String path, Handler handler) {
        rules.get(path, handler).head(path, handler);
    }

    private void home(ServerRequest request, ServerResponse response) {
        page(request, response, Status.OK_200, home, Map.of("assets", assetRoot, "base", address.of(request)));
    }

    private void watch(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        if (!StreamName.isValid(name)) {
            page(request, response, Status.NOT_FOUND_404, notFound, Map.of("assets", assetRoot));
            return;
        }
        StreamName stream = new StreamName(name);
        Optional<LiveStream> own = streams.find(stream).filter(found -> !found.relayed());
        if (own.isEmpty() && door.place(stream, Protocol.HLS, request) instanceof Placement.Elsewhere(URI url)) {
            response.header(HeaderValues.create(HeaderNames.LOCATION, url.resolve("/watch/" + name).toString()));
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            response.status(Status.FOUND_302).send();
            return;
        }
        watch(stream, own, request, response);
    }

    private void watch(StreamName stream, Optional<LiveStream> own, ServerRequest request, ServerResponse response) {
        String name = stream.value();
        boolean live = own.map(LiveStream::info)
                .filter(info -> info.state() == StreamInfo.State.LIVE).isPresent();
        String playlist = "/live/" + name + (rewind ? "/rewind.m3u8" : ".m3u8");
        boolean friends = door.directed();
        if (live) {
            response.header("Link", preloads(name, playlist, friends));
        }
        String base = address.of(request);
        if (friends) {
            pageHeaders.addWithFriendsTo(response.headers(), base.startsWith("https:") || request.isSecure());
        } else {
            pageHeaders.addTo(response.headers());
        }
        content(request, response, Status.OK_200, watch, Map.of("assets", assetRoot, "base", base, "name", name,
                "playlist", playlist, "state", live ? "live" : "offline", "friends", friends ? "yes" : "no"));
    }

    /** A rewind window is a media playlist itself, and a player that friends serve needs no other either. */
    private String preloads(String name, String playlist, boolean friends) {
        String media = preload("/live/" + name + "/media.m3u8");
        if (rewind) {
            return preload(playlist);
        }
        return friends ? media : preload(playlist) + ", " + media;
    }

    /** Has the browser fetch what the player's script will ask for while that script is still on its way. */
    private static String preload(String path) {
        return "<" + path + ">; rel=preload; as=fetch; crossorigin";
    }

    private void page(ServerRequest request, ServerResponse response, Status status, Template template,
            Map<String, String> values) {
        pageHeaders.addTo(response.headers());
        content(request, response, status, template, values);
    }

    private static void content(ServerRequest request, ServerResponse response, Status status, Template template,
            Map<String, String> values) {
        byte[] html = template.render(values).getBytes(StandardCharsets.UTF_8);
        Responder.send(request, response, status, Content.compressed(HTML, html));
    }

    private void loader(ServerRequest request, ServerResponse response) {
        LiveHeaders.shared().forEach(response::header);
        file(request, response, LOADER, FIVE_MINUTES);
    }

    private void file(ServerRequest request, ServerResponse response, String name, String caching) {
        Optional<Content> asset = files.asset(name);
        if (asset.isEmpty()) {
            page(request, response, Status.NOT_FOUND_404, notFound, Map.of("assets", assetRoot));
            return;
        }
        response.header(HeaderNames.CACHE_CONTROL, caching);
        Responder.send(request, response, Status.OK_200, asset.get());
    }
}
