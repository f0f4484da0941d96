package dev.streamr.relay.origin.probe;

import dev.streamr.api.Contribution.ProbeResult;
import dev.streamr.api.ContributionLog;
import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.Node;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.pulse.PulseWitness;
import dev.streamr.relay.pulse.PulseAnswer;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spot checks at random times, and soon after somebody complained. A node that gives no media rests for a while. One that
 * was caught with other bytes than the origin's gets no viewers until the streamer suspends and resumes it: what a machine
 * that knows it is watched does right proves nothing.
 */
final class Probes implements PulseWitness, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Probes.class.getName());

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SILENT = Duration.ofSeconds(5);
    /** Complaints do not bring the origin to look more often than this: they cost nothing, looks do. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(6);
    /** Between the looks that a complaint is worth; as random as all others. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    /** After a look that found nothing, the next one follows so soon. */
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int MOST_FAILURES = 2;
    private static final Duration ONE_REST = Duration.ofSeconds(10);
    private static final String ACTIVE = "active";
    /** Checks at a time, of three objects each: what they hold in memory and cost in bandwidth is bounded by it. */
    private static final int AT_A_TIME = 4;
    /** Nodes that are looked at; as many as an origin has friends. */
    private static final int MOST_NODES = 1_000;

    private final Prober prober;
    private final ContributionLog log;
    private final NodeHealth health;
    private final EventBus events;
    private final ProbeMetrics metrics;
    private final InstantSource clock;
    private final Pace pace;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final AtomicLong restedAt = new AtomicLong(System.nanoTime() - ONE_REST.toNanos());
    private final Thread loop;
    private final EventBus.Subscription subscription;
    private volatile boolean closed;

    /**
     * How often a node is looked at.
     *
     * @param first within this time after it becomes ready
     * @param mean  time between two looks; the times are random without memory, so that none can be told from the last
     */
    record Pace(Duration first, Duration mean) {

        static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(60));

        private long firstNanos() {
            return ThreadLocalRandom.current().nextLong(first.toNanos());
        }

        private long nextNanos() {
            return (long) (mean.toNanos() * Math.min(10, ThreadLocalRandom.current().nextExponential()));
        }
    }

    /**
     * A node, what it has, and when it is looked at next.
     *
     * @param lookedAt when it was looked at last; far in the past when never
     * @param owed     looks that somebody's complaint is the reason for
     * @param failures looks in a row that got no media
     */
    private record Watched(Node node, Map<StreamName, Target> targets, long heardAt, long dueAt, long lookedAt,
            List<Look> owed, int failures) {

        boolean accused() {
            return !owed.isEmpty();
        }

        Watched looked(long now, long next) {
            return new Watched(node, targets, heardAt, next, now, owed.stream().skip(1).toList(), failures);
        }

        Watched accused(List<Look> looks, long now) {
            return new Watched(node, targets, heardAt, now, lookedAt, looks, failures);
        }

        Watched failed(long again) {
            return new Watched(node, targets, heardAt, again, lookedAt, owed, failures + 1);
        }

        Watched right() {
            return new Watched(node, targets, heardAt, dueAt, lookedAt, owed, 0);
        }
    }

    Probes(Prober prober, ContributionLog log, NodeHealth health, EventBus events, ProbeMetrics metrics,
            InstantSource clock, Pace pace) {
        this.prober = prober;
        this.log = log;
        this.health = health;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
        this.pace = pace;
        this.subscription = events.subscribe(this::heard);
        this.loop = Thread.ofVirtual().name("relay-probes").start(this::run);
    }

    /** A node that the streamer suspends begins anew when he lets it in again. */
    private void heard(Event event) {
        if (event instanceof Event.NodeLeft left && left.state().filter(Node.State.SUSPENDED::equals).isPresent()) {
            health.cleared(left.node());
        }
    }

    @Override
    public void answered(Node node, PulseAnswer answer) {
        boolean usable = node.state() == Node.State.ACTIVE && answer.wish().equals(ACTIVE);
        List<PulseAnswer.Carried> ready = answer.carried().stream()
                .filter(one -> one.ready() && one.sequence() >= 0 && StreamName.isValid(one.stream())).toList();
        if (!usable || ready.isEmpty()) {
            watched.remove(node.id());
            return;
        }
        if (watched.size() >= MOST_NODES && !watched.containsKey(node.id())) {
            return;
        }
        long now = System.nanoTime();
        watched.compute(node.id(), (_, before) -> {
            Map<StreamName, Target> targets = new HashMap<>();
            for (PulseAnswer.Carried one : ready) {
                StreamName stream = new StreamName(one.stream());
                Target known = before == null ? null : before.targets().get(stream);
                long first = known == null ? one.sequence() : Math.min(known.first(), one.sequence());
                targets.put(stream, new Target(stream, first, one.sequence(), one.part()));
            }
            return before == null
                    ? new Watched(node, Map.copyOf(targets), now, now + pace.firstNanos(),
                            now - LEAST_PAUSE.toNanos(), List.of(), 0)
                    : new Watched(node, Map.copyOf(targets), now, before.dueAt(), before.lookedAt(),
                            before.owed(), before.failures());
        });
    }

    private void run() {
        try {
            while (!closed) {
                Thread.sleep(LOOK);
                long now = System.nanoTime();
                watched.values().removeIf(one -> now - one.heardAt() > SILENT.toNanos());
                watched.values().forEach(one -> listen(one, now));
                watched.values().stream().filter(one -> now - one.dueAt() >= 0).forEach(this::start);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "no more probes");
        }
    }

    /** Somebody's complaint is worth a look of each kind: one that finds nothing does not settle it. */
    private void listen(Watched one, long now) {
        if (now - one.lookedAt() >= LEAST_PAUSE.toNanos() && health.complained(one.node().name())) {
            List<Look> looks = Look.ofEachKind(random);
            watched.computeIfPresent(one.node().id(), (_, present) -> present.accused(looks, now));
        }
    }

    /** One that finds no place is due again at once, with the next look. */
    private void start(Watched due) {
        if (!places.tryAcquire()) {
            return;
        }
        long now = System.nanoTime();
        long next = now + (due.owed().size() > 1 ? random.nextLong(BETWEEN.toNanos()) : pace.nextNanos());
        watched.computeIfPresent(due.node().id(), (_, one) -> one.looked(now, next));
        Thread.ofVirtual().name("relay-probe").start(() -> {
            try {
                probe(due);
            } finally {
                places.release();
            }
        });
    }

    private void probe(Watched due) {
        List<Target> targets = new ArrayList<>(due.targets().values());
        Target target = targets.get(random.nextInt(targets.size()));
        Look look = due.accused() ? due.owed().getFirst() : Look.any(random);
        List<SpotCheck.Finding> findings = prober.look(due.node(), target, look);
        findings.forEach(finding -> tell(due.node(), target.stream(), finding));
        if (!findings.isEmpty()) {
            judge(due, findings.getLast().verdict());
        }
    }

    /** Without media once is nothing, twice in a row, or once after a complaint, is enough. */
    private void judge(Watched due, ProbeResult.Verdict verdict) {
        switch (verdict) {
            case RIGHT -> {
                health.right(due.node().name());
                watched.computeIfPresent(due.node().id(), (_, one) -> one.right());
            }
            case LATE, REFUSED -> {
                long again = System.nanoTime() + AGAIN.toNanos();
                Watched failed = watched.computeIfPresent(due.node().id(), (_, one) -> one.failed(again));
                if (failed != null && (due.accused() || failed.failures() >= MOST_FAILURES)) {
                    rest(due.node(), verdict);
                }
            }
            // Caught already; or gone, which pulses notice, and the end of it too.
            case WRONG_BYTES, UNREACHABLE -> LOG.log(Level.DEBUG, "node {0}: {1}", due.node().name(), verdict);
        }
    }

    /** When several give nothing at a time, the trouble is rather here: one rests, the others go on. */
    private void rest(Node node, ProbeResult.Verdict verdict) {
        long now = System.nanoTime();
        long before = restedAt.get();
        if (now - before < ONE_REST.toNanos() || !restedAt.compareAndSet(before, now)) {
            return;
        }
        String reason = "It answers, but gives no media (" + verdict.name().toLowerCase(Locale.ROOT)
                + "); it rests for a while.";
        health.rests(node.name(), reason);
        LOG.log(Level.WARNING, "node {0} rests: {1}", node.name(), reason);
        events.publish(new Event.NodeFailed(clock.instant(), node.name(), reason));
    }

    private void tell(Node node, StreamName stream, SpotCheck.Finding finding) {
        log.add(new ProbeResult(clock.instant(), node.id(), stream, finding.verdict(), finding.bytes(),
                finding.firstByteMicros(), finding.bitsPerSecond()));
        metrics.probe(finding.verdict());
        switch (finding.verdict()) {
            case RIGHT -> health.firstByte(node.name(), finding.firstByteMicros());
            case LATE -> health.late(node.name());
            case REFUSED, UNREACHABLE -> health.failed(node.name());
            case WRONG_BYTES -> caught(node, stream);
        }
    }

    private void caught(Node node, StreamName stream) {
        health.wrong(node.name());
        if (!health.of(node.name()).caught().isEmpty()) {
            return;
        }
        String reason = "It sent other bytes than the origin's for the stream " + stream
                + "; it gets no viewers until it is suspended and resumed.";
        health.caught(node.name(), reason);
        LOG.log(Level.WARNING, "node {0} was caught: {1}", node.name(), reason);
        events.publish(new Event.NodeFailed(clock.instant(), node.name(), reason));
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        loop.interrupt();
    }
}
