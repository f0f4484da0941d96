package dev.streamr.daemon.http;

import dev.streamr.api.Services;
import dev.streamr.daemon.plugin.Offered;
import io.helidon.webserver.http.HttpService;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Servers on free ports of the loopback interface. */
final class TestServer {

    static final Duration WRITE_TIMEOUT = Duration.ofSeconds(1);

    private TestServer() {}

    static HttpServer start(HttpService... services) {
        return start(new CollectorRegistry(), null, services);
    }

    static HttpServer start(CollectorRegistry registry, HttpConfig.@Nullable Limits limits,
            HttpService... services) {
        HttpServer server = create(registry, limits);
        for (HttpService service : services) {
            server.publicRoutes(service);
        }
        server.start();
        return server;
    }

    static HttpServer create(CollectorRegistry registry, HttpConfig.@Nullable Limits limits) {
        return create(registry, limits, new Offered());
    }

    static HttpServer create(CollectorRegistry registry, HttpConfig.@Nullable Limits limits, Services services) {
        HttpConfig http = new HttpConfig("127.0.0.1", 0, Optional.empty(), Optional.empty(), WRITE_TIMEOUT, limits);
        return new HttpServer(http, new OpsConfig("127.0.0.1", 0), Optional.empty(),
                (request, response) -> response.next(), services, registry);
    }
}
