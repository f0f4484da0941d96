package dev.streamr.daemon.ops;

import dev.streamr.api.LiveStream;
import dev.streamr.api.StreamInfo.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A restart that breaks no stream: somebody orders it, and it is due once nothing is published here any more. What is
 * relayed does not hold it up, its viewers are handed over when the daemon stops. An order cannot be taken back. For any
 * thread.
 */
public final class Restart implements AutoCloseable {

    /** The process ends with it to be started anew by the service manager (EX_TEMPFAIL of sysexits.h). */
    public static final int EXIT_CODE = 75;

    private static final System.Logger LOG = System.getLogger(Restart.class.getName());
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Supplier<List<LiveStream>> streams;
    private final boolean possible;
    private final AtomicBoolean ordered = new AtomicBoolean();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile Runnable stop = () -> {};
    private volatile boolean closed;

    /**
     * @param streams  those of this node now
     * @param possible whether a service manager starts a process anew that ends with {@link #EXIT_CODE}
     */
    public Restart(Supplier<List<LiveStream>> streams, boolean possible) {
        this.streams = streams;
        this.possible = possible;
    }

    /** Whether somebody starts this process again when it ends. */
    public boolean isPossible() {
        return possible;
    }

    /**
     * Orders it.
     *
     * @param now whether it does not wait for streams
     * @return the streams that it waits for; none: it begins at once
     */
    public List<String> order(boolean now) {
        List<String> waitsFor = now ? List.of() : published();
        if (waitsFor.isEmpty()) {
            begin();
        } else if (ordered.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.INFO, "restarts when these streams are over: {0}",
                    String.join(", ", waitsFor));
            Thread.ofVirtual().name("restart").start(this::watch);
        }
        return waitsFor;
    }

    /** Whether it was ordered, and waits. */
    public boolean isPending() {
        return ordered.get() && !due.get();
    }

    /** The names of the streams that are published here and not over; an encoder that was cut off may come back. */
    public List<String> published() {
        return streams.get().stream().filter(stream -> !stream.relayed() && stream.info().state() != State.ENDED)
                .map(stream -> stream.name().value()).toList();
    }

    /** Called once, when it is due. */
    public void whenDue(Runnable stopped) {
        stop = stopped;
        if (due.get()) {
            stopped.run();
        }
    }

    /** Whether the process is to end with {@link #EXIT_CODE}. */
    public boolean isDue() {
        return due.get();
    }

    private void watch() {
        try {
            while (!closed && !due.get() && !published().isEmpty()) {
                Thread.sleep(LOOK);
            }
            if (!closed) {
                begin();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        if (due.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.INFO, "restarting");
            stop.run();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
