package dev.streamr.daemon.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Ends connections that make no progress: one thread that looks at all of them twice a second. */
final class Watchdog implements AutoCloseable {

    /** The reason of a client that took no bytes for {@code http.write-timeout}. */
    static final String WRITE_TIMEOUT = "write-timeout";

    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final long LOOK_MILLIS = 500;
    private static final Duration CROWDED_IDLE = Duration.ofSeconds(2);

    private final List<Wires> listeners;
    private final Duration writeTimeout;
    private final HttpMetrics metrics;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("http-watchdog").factory());

    Watchdog(List<Wires> listeners, Duration writeTimeout, HttpMetrics metrics, LongSupplier nanoTime) {
        this.listeners = List.copyOf(listeners);
        this.writeTimeout = writeTimeout;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    void start() {
        var _ = thread.scheduleAtFixedRate(this::lookSafely, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the regular look at connections failed", e);
        }
    }

    /** Looks at every connection once. */
    void look() {
        long now = nanoTime.getAsLong();
        for (Wires wires : listeners) {
            for (int sent = wires.doorstep().clear(now); sent > 0; sent--) {
                metrics.ended("handshake-timeout");
            }
            for (Wire wire : wires.open()) {
                look(wires, wire, now);
            }
        }
    }

    private void look(Wires wires, Wire wire, long now) {
        long writing = wire.writer().writingSince();
        if (writing != WireWriter.QUIET && now - writing > writeTimeout.toNanos()) {
            end(wire, WRITE_TIMEOUT);
            return;
        }
        long spent = now - wire.since();
        Duration idle = wires.crowded() ? CROWDED_IDLE : wires.limits().idleTimeout();
        long request = wires.limits().requestTimeout().toNanos();
        switch (wire.phase()) {
            case IDLE -> {
                if (spent > idle.toNanos()) {
                    end(wire, "idle-timeout");
                }
            }
            case RECEIVING -> {
                if (spent > request) {
                    end(wire, "request-timeout");
                }
            }
            case SERVING -> {
                if (wire.reading() && spent > request) {
                    end(wire, "request-timeout");
                }
            }
        }
    }

    private void end(Wire wire, String reason) {
        if (wire.end(reason)) {
            metrics.ended(reason);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
