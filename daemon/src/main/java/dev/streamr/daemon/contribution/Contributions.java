package dev.streamr.daemon.contribution;

import dev.streamr.api.Contribution;
import dev.streamr.api.ContributionHour;
import dev.streamr.api.ContributionLog;
import dev.streamr.api.Database;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The contribution log. Words wait in a queue; one thread writes what has come together every {@link #PACE} in one
 * transaction, with the sums by hour. While the database is away they wait, and the newest are lost when the queue is
 * full.
 */
public final class Contributions implements ContributionLog, AutoCloseable {

    /** Words that wait to be written; beyond it the newest are lost. */
    static final int QUEUE = 10_000;

    private static final System.Logger LOG = System.getLogger(Contributions.class.getName());

    /** Time between two writes: what a crash loses at most, while the database keeps up. */
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration KEPT = Duration.ofDays(2);
    /** Words of each kind that are kept, for a node with so many viewers that two days would fill the disk. */
    private static final int MOST_KEPT = 500_000;
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

    private final WordStore store;
    private final Clock clock;
    private final Counter written;
    private final Counter lost;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Word> queue = new ArrayList<>();
    private final Thread writer;
    private boolean closed;
    private boolean failing;
    private Instant forgotten = Instant.MIN;

    /**
     * Starts writing.
     *
     * @param database with the daemon's tables
     * @param registry takes the counts of words that were written and lost
     */
    public Contributions(Database database, CollectorRegistry registry, Clock clock) {
        this.store = new WordStore(database);
        this.clock = clock;
        this.written = Counter.build("streamr_contributions_total", "Words on what friends delivered, written")
                .labelNames("kind").register(registry);
        for (String kind : Word.KINDS) {
            written.labels(kind);
        }
        this.lost = Counter.build("streamr_contributions_lost_total",
                "Words on what friends delivered, lost because the database did not keep up").register(registry);
        Gauge.build("streamr_contributions_waiting", "Words on what friends delivered that are not written yet")
                .create().setChild(new Gauge.Child() {
                    @Override
                    public double get() {
                        return length();
                    }
                }).register(registry);
        // A platform thread: the database's native code would hold one of the few carriers of the viewers' threads.
        this.writer = Thread.ofPlatform().daemon().name("contributions").start(this::run);
    }

    @Override
    public void add(Contribution contribution) {
        Word word = new Word(random.nextLong(), contribution);
        lock.lock();
        try {
            if (closed || queue.size() >= QUEUE) {
                lost.inc();
                return;
            }
            queue.add(word);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<ContributionHour> hours(Instant from, Instant to) {
        return store.hours(from, to);
    }

    private void run() {
        try {
            while (awaitWords()) {
                write();
                forget();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "the contribution log was cut short");
        }
        write();
    }

    /** Waits for a word and then for those that come with it; false when the log closes. */
    private boolean awaitWords() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !closed) {
                changed.await();
            }
            for (long left = PACE.toNanos(); left > 0 && !closed;) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits; it leaves the queue when the database has it, so that a failure loses nothing. */
    private void write() {
        List<Word> batch = waiting();
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.write(batch);
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.log(Level.WARNING, "contributions cannot be written, they wait: " + e.getMessage());
            }
            failing = true;
            return;
        }
        if (failing) {
            LOG.log(Level.INFO, "contributions are written again");
        }
        failing = false;
        batch.forEach(word -> written.labels(word.kind()).inc());
        done(batch.size());
    }

    private int length() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private List<Word> waiting() {
        lock.lock();
        try {
            return List.copyOf(queue);
        } finally {
            lock.unlock();
        }
    }

    private void done(int count) {
        lock.lock();
        try {
            queue.subList(0, count).clear();
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        Instant now = clock.instant();
        if (failing || forgotten.plus(FORGET_EVERY).isAfter(now)) {
            return;
        }
        forgotten = now;
        try {
            store.forget(now.minus(KEPT), MOST_KEPT);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "old contributions cannot be deleted: " + e.getMessage());
        }
    }

    /** Writes what waits, for at most five seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!writer.join(CLOSE_AT_MOST)) {
                LOG.log(Level.WARNING, "contributions could not be written in time; {0} are lost", waiting().size());
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
