package dev.streamr.daemon.event;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listener, its queue and its thread. */
final class Listening implements EventBus.Subscription {

    /** Events that wait for a slow listener; the oldest goes for the next. */
    static final int QUEUE = 256;

    private static final System.Logger LOG = System.getLogger(Listening.class.getName());

    private final Consumer<Event> listener;
    private final Consumer<Listening> leave;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Event> queue = new ArrayDeque<>();
    private boolean closed;

    Listening(Consumer<Event> listener, Consumer<Listening> leave) {
        this.listener = listener;
        this.leave = leave;
    }

    void start() {
        Thread.ofVirtual().name("event-listener").start(this::run);
    }

    /** Queues an event; false when another one was lost for it. */
    boolean offer(Event event) {
        lock.lock();
        try {
            boolean full = queue.size() >= QUEUE;
            if (full) {
                queue.removeFirst();
            }
            queue.addLast(event);
            changed.signal();
            return !full;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Event event = take(); event != null; event = take()) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener failed on " + event.type(), e);
            }
        }
    }

    private @Nullable Event take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return closed ? null : queue.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        leave.accept(this);
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
