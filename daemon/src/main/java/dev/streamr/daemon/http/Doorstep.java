package dev.streamr.daemon.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The connections of one listener that are accepted and have no {@link Wire} yet: those that shake hands for TLS, where
 * Helidon knows no deadline. It learns of them because Helidon has each accepted socket set up by these options. Who
 * stands here for {@code http.limits.request-timeout} is sent away, and so is who comes when
 * {@code http.limits.connections} stand here already.
 */
final class Doorstep implements SocketOptions {

    private record Waiting(Socket socket, long sinceNanos) {}

    private final SocketOptions options = SocketOptions.builder().tcpNoDelay(true).build();
    private final ConcurrentHashMap<SocketAddress, Waiting> waiting = new ConcurrentHashMap<>();
    private final HttpConfig.Limits limits;
    private final LongSupplier nanoTime;

    Doorstep(HttpConfig.Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    @Override
    public void configureSocket(Socket socket) {
        options.configureSocket(socket);
        if (waiting.size() >= limits.connections()) {
            sendAway(socket);
        } else {
            waiting.put(socket.getRemoteSocketAddress(), new Waiting(socket, nanoTime.getAsLong()));
        }
    }

    /** The connection from this address is inside; its socket, unless it was sent away. */
    Optional<Socket> entered(SocketAddress address) {
        return Optional.ofNullable(waiting.remove(address)).map(Waiting::socket);
    }

    /** Sends away who has been here for too long; returns how many. */
    int clear(long now) {
        int sent = 0;
        for (Map.Entry<SocketAddress, Waiting> entry : waiting.entrySet()) {
            Waiting one = entry.getValue();
            boolean late = now - one.sinceNanos() > limits.requestTimeout().toNanos();
            if (late || one.socket().isClosed()) {
                waiting.remove(entry.getKey(), one);
                sent += late && !one.socket().isClosed() ? 1 : 0;
                sendAway(one.socket());
            }
        }
        return sent;
    }

    /** On a thread of its own: closing a TLS socket may wait for the handshake that does not end. */
    private static void sendAway(Socket socket) {
        Thread.ofVirtual().name("http-doorstep").start(() -> {
            try {
                socket.close();
            } catch (IOException e) {
                System.getLogger(Doorstep.class.getName()).log(System.Logger.Level.DEBUG,
                        "a connection that was sent away did not close cleanly", e);
            }
        });
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
