package dev.streamr.daemon.http;

import dev.streamr.api.HttpEndpoints;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** local stand-in */
public final class HttpServer implements HttpEndpoints, AutoCloseable {

    private final HttpConfig http;
    private final OpsConfig ops;
    private final Handler guard;
    private final List<HttpService> pub = new ArrayList<>();
    private final List<HttpService> admin = new ArrayList<>();
    private final List<HttpService> opsServices = new ArrayList<>();
    private @Nullable WebServer server;

    public HttpServer(HttpConfig http, OpsConfig ops, Optional<SSLContext> tls, Handler guard) {
        this.http = http;
        this.ops = ops;
        this.guard = guard;
    }

    public void opsRoutes(HttpService service) {
        opsServices.add(service);
    }

    @Override
    public void publicRoutes(HttpService service) {
        pub.add(service);
    }

    @Override
    public void adminRoutes(HttpService service) {
        admin.add(service);
    }

    @Override
    public Optional<URI> publicUrl() {
        return http.publicUrl();
    }

    @Override
    public int port() {
        return server == null ? http.port() : server.port();
    }

    public int opsPort() {
        return server == null ? ops.port() : server.port("ops");
    }

    @Override
    public DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendFramed(ServerResponse response, byte[] framed) {
        throw new UnsupportedOperationException();
    }

    public void start() {
        HttpRouting.Builder p = HttpRouting.builder();
        pub.forEach(p::register);
        HttpRouting.Builder o = HttpRouting.builder();
        opsServices.forEach(o::register);
        o.any("/admin/*", guard);
        admin.forEach(s -> o.register("/admin/v1", s));
        server = WebServer.builder().shutdownHook(false).host(http.bind()).port(http.port()).routing(p)
                .putSocket("ops", s -> s.host(ops.bind()).port(ops.port()).routing(o)).build().start();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }
}
