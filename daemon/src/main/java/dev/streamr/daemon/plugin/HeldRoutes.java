package dev.streamr.daemon.plugin;

import dev.streamr.api.HttpEndpoints;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps a plugin's routes back until it has started: a plugin that fails half-way leaves none behind. */
final class HeldRoutes implements HttpEndpoints {

    private final HttpEndpoints endpoints;
    private final List<HttpService> publicServices = new ArrayList<>();
    private final List<HttpService> adminServices = new ArrayList<>();

    HeldRoutes(HttpEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Hands the routes on. */
    void release() {
        publicServices.forEach(endpoints::publicRoutes);
        adminServices.forEach(endpoints::adminRoutes);
    }

    @Override
    public void publicRoutes(HttpService service) {
        publicServices.add(service);
    }

    @Override
    public void adminRoutes(HttpService service) {
        adminServices.add(service);
    }

    @Override
    public Optional<URI> publicUrl() {
        return endpoints.publicUrl();
    }

    @Override
    public int port() {
        return endpoints.port();
    }

    @Override
    public String bind() {
        return endpoints.bind();
    }

    @Override
    public DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) throws IOException {
        return endpoints.direct(request, headers);
    }

    @Override
    public void sendFramed(ServerResponse response, List<byte[]> pieces) {
        endpoints.sendFramed(response, pieces);
    }
}
