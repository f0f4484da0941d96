package dev.streamr.ingest.rtmp;

import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;

/**
 * The RTMP server: its ports, its connections, and the watchdog that ends those whose time is up. Start it with
 * {@link #listen}, end it with {@link #drain} and {@link #close}; all methods may be called from any thread.
 */
public final class RtmpServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RtmpServer.class.getName());

    /** How often the watchdog looks at every connection. */
    private static final Duration TICK = Duration.ofMillis(250);

    /** The most that a drain waits for publishers to follow a reconnect request. */
    private static final Duration RECONNECT = Duration.ofSeconds(2);

    /** The most that closing waits for connections to end. */
    private static final Duration LETTING_GO = Duration.ofSeconds(5);

    private final RtmpContext context;
    private final Admission admission;
    private final List<RtmpListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<RtmpConnection, Thread> connections = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LogLimiter refusals = new LogLimiter(System::nanoTime);

    /**
     * @param gate     who may publish what
     * @param streams  the streams of this node
     * @param remuxers makes HLS of what is published
     */
    public RtmpServer(RtmpLimits limits, PublisherGate gate, StreamRegistry streams, RemuxerFactory remuxers,
            CollectorRegistry metrics) {
        this.context = new RtmpContext(limits, streams, new Broadcasts(streams, remuxers), gate,
                new GuessBrake(System::nanoTime), new RtmpMetrics(metrics));
        this.admission = new Admission(limits);
        Thread.ofVirtual().name("rtmp-watchdog").start(this::watch);
    }

    /**
     * Opens a port.
     *
     * @param tls present for RTMPS
     * @return the port that was bound
     */
    public int listen(InetSocketAddress address, Optional<SSLContext> tls) throws IOException {
        RtmpListener listener = RtmpListener.bind(address, tls);
        listeners.add(listener);
        Thread.ofVirtual().name(listener.protocol() + "-accept").start(() -> accept(listener));
        return listener.port();
    }

    /** Whether every port is open and the watchdog runs. Never blocks. */
    public boolean isServing() {
        return closed.getCount() > 0 && listeners.stream().allMatch(RtmpListener::isOpen);
    }

    /** Ends the present publisher of a stream, because its key is no longer valid. */
    public void revoke(StreamName name) {
        context.broadcasts().publisher(name).ifPresent(connection -> connection.close(CloseReason.REVOKED));
    }

    /**
     * Takes no new clients and lets go of those who do nothing; asks publishers to come back later, ends their streams
     * and lets players see the end.
     *
     * @param atMost how long all of it may take
     */
    public void drain(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        listeners.forEach(RtmpListener::close);
        connections.keySet().stream().filter(RtmpConnection::idle).forEach(c -> c.close(CloseReason.SHUTDOWN));
        List<RtmpConnection> asked = connections.keySet().stream().filter(RtmpConnection::canReconnect).toList();
        // Each on a thread of its own: one that takes no bytes must not hold up the others.
        asked.forEach(connection -> Thread.startVirtualThread(connection::askToReconnect));
        if (!asked.isEmpty()) {
            long patience = Math.min(RECONNECT.toNanos(), atMost.toNanos() / 3);
            awaitUntil(System.nanoTime() + patience, () -> context.broadcasts().count() == 0);
        }
        connections.keySet().stream().filter(RtmpConnection::isPublishing).forEach(c -> c.close(CloseReason.SHUTDOWN));
        awaitUntil(deadline, connections::isEmpty);
    }

    /** Closes ports and connections, and waits a bounded time until they let go of their streams. Idempotent. */
    @Override
    public void close() {
        closed.countDown();
        listeners.forEach(RtmpListener::close);
        connections.keySet().forEach(connection -> connection.close(CloseReason.SHUTDOWN));
        long deadline = System.nanoTime() + LETTING_GO.toNanos();
        try {
            for (Thread thread : connections.values()) {
                if (thread.getState() != Thread.State.NEW) {
                    thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many connections are open. */
    int connections() {
        return connections.size();
    }

    private void accept(RtmpListener listener) {
        while (listener.isOpen()) {
            try {
                admit(listener, listener.accept());
            } catch (IOException e) {
                if (listener.isOpen()) {
                    pause(e);
                }
            }
        }
    }

    private void admit(RtmpListener listener, RtmpListener.Client client) {
        ClientAddress address = ClientAddress.of(client.address());
        Optional<CloseReason> refusal = admission.enter(address);
        if (refusal.isPresent()) {
            context.metrics().rejected(refusal.get());
            client.transport().close();
            long lines = refusals.permit();
            if (lines > 0) {
                LOG.log(Level.WARNING, "{0} connections turned away: {1}", lines, refusal.get().words());
            }
            return;
        }
        RtmpConnection connection = new RtmpConnection(ids.incrementAndGet(), listener.protocol(), address,
                client.transport(), context);
        Thread thread = Thread.ofVirtual().name(connection.toString()).unstarted(() -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
                admission.leave(address);
            }
        });
        connections.put(connection, thread);
        thread.start();
        if (closed.getCount() == 0) {
            connection.close(CloseReason.SHUTDOWN);
        }
    }

    /** A failed accept (no file handles left) must not become a busy loop. */
    private void pause(IOException failure) {
        if (refusals.permit() > 0) {
            LOG.log(Level.WARNING, "accepting a connection failed: {0}", failure.toString());
        }
        awaitClosed();
    }

    private void watch() {
        do {
            long now = System.nanoTime();
            connections.keySet().forEach(connection -> check(connection, now));
        } while (!awaitClosed());
    }

    /** What fails for one connection must not leave all others without anybody who looks after them. */
    private static void check(RtmpConnection connection, long nowNanos) {
        try {
            connection.check(nowNanos);
        } catch (RuntimeException e) {
            connection.fault(e);
        }
    }

    private boolean awaitClosed() {
        try {
            return closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Looks every tick whether something holds. */
    private void awaitUntil(long deadlineNanos, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            if (closed.await(TICK.toMillis() / 5, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
