package dev.streamr.daemon.http;

import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.Problem;
import dev.streamr.api.Services;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The public and the ops listener. Routes are added before {@link #start}; both listeners run until {@link #close}. The
 * ops listener never speaks TLS: it is for this machine.
 */
public final class HttpServer implements HttpEndpoints, AutoCloseable {

    private static final String OPS = "ops";
    private static final int BACKLOG = 4096;
    private static final Duration GRACE = Duration.ofMillis(500);

    private final HttpConfig http;
    private final OpsConfig ops;
    private final Optional<SSLContext> tls;
    private final Handler adminGuard;
    private final Services services;
    private final HttpMetrics metrics;
    private final List<HttpService> publicServices = new ArrayList<>();
    private final List<HttpService> opsServices = new ArrayList<>();
    private final List<HttpService> adminServices = new ArrayList<>();
    private @Nullable WebServer server;
    private @Nullable Watchdog watchdog;

    /**
     * @param http       the public listener
     * @param ops        the ops listener
     * @param tls        certificate and key of the public listener, from {@link PemTls}
     * @param adminGuard calls {@code next()} for who may administer, and answers anyone else
     * @param services   where the gate of what the public listener sends may be found
     * @param registry   takes the metrics
     */
    public HttpServer(HttpConfig http, OpsConfig ops, Optional<SSLContext> tls, Handler adminGuard,
            Services services, CollectorRegistry registry) {
        this.http = http;
        this.ops = ops;
        this.tls = tls;
        this.adminGuard = adminGuard;
        this.services = services;
        this.metrics = new HttpMetrics(registry);
    }

    @Override
    public void publicRoutes(HttpService service) {
        publicServices.add(service);
    }

    @Override
    public void adminRoutes(HttpService service) {
        adminServices.add(service);
    }

    /** Adds routes to the ops listener that need no token: health, metrics. */
    public void opsRoutes(HttpService service) {
        opsServices.add(service);
    }

    @Override
    public Optional<URI> publicUrl() {
        return http.publicUrl();
    }

    @Override
    public int port() {
        return server == null ? http.port() : server.port();
    }

    @Override
    public String bind() {
        return http.bind();
    }

    /** The port the ops listener is bound to, or will be. */
    public int opsPort() {
        return server == null ? ops.port() : server.port(OPS);
    }

    /**
     * Binds and serves.
     *
     * @throws ListenerException naming the key and the port when it cannot be bound
     */
    public void start() {
        bindable("http", http.bind(), http.port());
        bindable(OPS, ops.bind(), ops.port());
        Wires publicWires = new Wires("public", http.limits(), metrics,
                new Outlet(Optional.of(services), metrics));
        Wires opsWires = new Wires(OPS, http.limits(), metrics, new Outlet(Optional.empty(), metrics));
        WebServer starting = WebServer.builder().shutdownHook(false).update(listener -> {
            listener(listener, http.bind(), http.port(), publicWires, routing(publicServices));
            tls.ifPresent(context -> listener.tls(Tls.builder().sslContext(context).build()));
        }).putSocket(OPS, listener -> listener(listener, ops.bind(), ops.port(), opsWires, opsRouting())).build();
        starting.start();
        if (!starting.isRunning()) {
            throw new ListenerException("the HTTP listeners cannot be bound; the log says why");
        }
        server = starting;
        watchdog = new Watchdog(List.of(publicWires, opsWires), http.writeTimeout(), metrics, System::nanoTime);
        watchdog.start();
    }

    @Override
    public DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) throws IOException {
        return Wires.CURRENT.get().take(headers);
    }

    @Override
    public void sendFramed(ServerResponse response, List<byte[]> pieces) {
        try (FramedSink sink = response.sink(FramedSink.TYPE)) {
            pieces.forEach(sink::emit);
        }
    }

    /** Stops listening; open connections are closed. */
    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        if (watchdog != null) {
            watchdog.close();
        }
    }

    private static void listener(ListenerConfig.BuilderBase<?, ?> listener, String bind, int port, Wires wires,
            HttpRouting.Builder routing) {
        listener.host(bind).port(port).backlog(BACKLOG).writeQueueLength(0).shutdownGracePeriod(GRACE)
                .protocolsDiscoverServices(false).connectionOptions(wires.doorstep()).addConnectionSelector(wires)
                .directHandlers(problems()).routing(routing);
    }

    private static DirectHandlers problems() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, new Problems());
        }
        return handlers.build();
    }

    private HttpRouting.Builder opsRouting() {
        List<HttpService> services = new ArrayList<>(opsServices);
        services.add(rules -> {
            rules.any("/admin/*", adminGuard);
            adminServices.forEach(service -> rules.register("/admin/v1", service));
        });
        return routing(services);
    }

    private static HttpRouting.Builder routing(List<HttpService> services) {
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.register(rules -> {
            ServedRules served = new ServedRules(rules);
            services.forEach(served::register);
            rules.route(new ServedRoute(HttpRoute.builder()
                    .handler((request, response) -> nothingHere(served, request, response)).build()));
        });
        return routing;
    }

    private static void nothingHere(ServedRules served, ServerRequest request, ServerResponse response) {
        List<Method> allowed = served.allowed(request.prologue());
        if (allowed.isEmpty()) {
            Problem.notFound("there is nothing at this path").send(response);
            return;
        }
        String methods = allowed.stream().map(Method::text).collect(Collectors.joining(", "));
        response.header(HeaderNames.ALLOW, methods);
        new Problem(Status.METHOD_NOT_ALLOWED_405, "this path answers " + methods).send(response);
    }

    /** Whether the port is free, said before Helidon tries: it only logs a failure. */
    private static void bindable(String section, String bind, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(bind, port));
        } catch (IOException e) {
            throw new ListenerException(
                    "%s.port: %d on %s cannot be bound (%s.bind): %s".formatted(section, port, bind, section,
                            e.getMessage()),
                    e);
        }
    }
}
