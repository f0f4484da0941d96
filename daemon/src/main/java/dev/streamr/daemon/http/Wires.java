package dev.streamr.daemon.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes a {@link Wire} of each connection of one listener, counts them, and refuses those that are too many. */
final class Wires implements ServerConnectionSelector {

    /** The wire of the calling thread. */
    static final ScopedValue<Wire> CURRENT = ScopedValue.newInstance();

    private static final int MOST_LINE_BYTES = 8 * 1024;
    private static final int MOST_HEADER_BYTES = 16 * 1024;

    private final HttpConfig.Limits limits;
    private final HttpMetrics metrics;
    private final String listener;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Outlet outlet;
    private final Doorstep doorstep;
    private final Http1ConnectionSelector inner = Http1ConnectionSelector.builder()
            .config(Http1Config.builder().maxPrologueLength(MOST_LINE_BYTES).maxHeadersSize(MOST_HEADER_BYTES)
                    .receiveLog(false).sendLog(false).addReceiveListener(new RequestCheck()).build())
            .build();

    /** @param outlet lets the bytes of all its connections out */
    Wires(String listener, HttpConfig.Limits limits, HttpMetrics metrics, Outlet outlet) {
        this.listener = listener;
        this.limits = limits;
        this.metrics = metrics;
        this.outlet = outlet;
        this.doorstep = new Doorstep(limits, System::nanoTime);
    }

    /** Where accepted connections stand until they are here. */
    Doorstep doorstep() {
        return doorstep;
    }

    /** The open connections. */
    Collection<Wire> open() {
        return wires;
    }

    /** Whether so many are open that idle ones have to go. */
    boolean crowded() {
        return count.get() > limits.connections() / 5 * 4;
    }

    HttpConfig.Limits limits() {
        return limits;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return inner.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return inner.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return inner.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Wire wire = new Wire(context, outlet);
        return new Handled(wire, inner.connection(wire));
    }

    private void enter(Wire wire, InetAddress address) {
        int open = count.incrementAndGet();
        int ofAddress = perAddress.merge(address, 1, Integer::sum);
        wires.add(wire);
        metrics.connections(listener, open);
        if (open > limits.connections()) {
            metrics.refused("connections");
            throw new CloseConnectionException("too many connections (http.limits.connections)");
        }
        if (ofAddress > limits.connectionsPerAddress()) {
            metrics.refused("connections-per-address");
            throw new CloseConnectionException("too many connections (http.limits.connections-per-address)");
        }
    }

    private void leave(Wire wire, InetAddress address) {
        wires.remove(wire);
        perAddress.computeIfPresent(address, (_, had) -> had == 1 ? null : had - 1);
        metrics.connections(listener, count.decrementAndGet());
    }

    /** Helidon's connection, inside the bounds of ours. */
    private final class Handled implements ServerConnection {

        private final Wire wire;
        private final ServerConnection connection;

        Handled(Wire wire, ServerConnection connection) {
            this.wire = wire;
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            InetAddress address = wire.remotePeer().address() instanceof InetSocketAddress peer
                    ? peer.getAddress()
                    : InetAddress.getLoopbackAddress();
            wire.begin();
            Optional<Socket> socket = doorstep.entered(wire.remotePeer().address());
            try {
                enter(wire, address);
                ScopedValue.where(CURRENT, wire).<Void, InterruptedException>call(() -> {
                    connection.handle(limit);
                    socket.ifPresent(wire::linger);
                    return null;
                });
            } finally {
                leave(wire, address);
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
