package dev.streamr.relay.origin.session;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Addresses;
import dev.streamr.relay.origin.node.Network;
import dev.streamr.relay.origin.plan.Audience;
import dev.streamr.relay.origin.plan.Candidate;
import dev.streamr.relay.origin.plan.Plan;
import dev.streamr.relay.origin.plan.Plan.StreamPlan;
import dev.streamr.relay.token.SessionToken;
import dev.streamr.relay.token.TokenMint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Gives sessions to machines. A seat counts as soon as it is given, so that many viewers who come at once spread; a
 * session keeps its machine for as long as it serves. Any thread; nothing blocks.
 */
public final class Seating implements Audience {

    /** Machines of a session that chooses by itself: one in use, one to take its place, and one more. */
    private static final int SEVERAL = 3;
    /** Of a machine's viewers that are moved away at a time, when it has too many. */
    private static final int MOVED_SHARE = 10;

    private final SessionBook book;
    private final TokenMint mint;
    private final Addresses addresses;
    private final Lease lease;
    private final Supplier<Plan> plan;
    private final RandomGenerator random;
    private final Seats seats = new Seats();
    /** Guards which session sits where. */
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param plan   who serves what now
     * @param clock  wall clock
     * @param random draws lots
     */
    public Seating(SessionBook book, TokenMint mint, Addresses addresses, Supplier<Plan> plan, InstantSource clock,
            RandomGenerator random) {
        this.book = book;
        this.mint = mint;
        this.addresses = addresses;
        this.lease = new Lease(mint, addresses, clock);
        this.plan = plan;
        this.random = random;
        book.onEnd(this::left);
    }

    /**
     * A new session with its machines.
     *
     * @param avoid  machines that it must not get
     * @param secure whether its page came over HTTPS
     * @return empty when there are too many sessions
     */
    public Optional<Session> open(StreamName stream, Session.Kind kind, Network network, boolean secure,
            Set<NodeName> avoid) {
        Optional<Session> session = book.open(stream, kind, network, secure);
        session.ifPresent(fresh -> sit(fresh, avoid));
        return session;
    }

    /**
     * The session of a token that is good, whose viewer was just heard; a new one when nothing is known of it any more.
     *
     * @param kind    of a new one
     * @param network of a new one
     * @return empty when there are too many sessions
     */
    public Optional<Session> resume(StreamName stream, SessionToken token, Session.Kind kind, Network network) {
        Optional<Session> known = book.seen(stream, token.session());
        if (known.isPresent()) {
            return known;
        }
        book.revive(token.session(), stream, kind, network).ifPresent(fresh -> sit(fresh, Set.of()));
        return book.seen(stream, token.session());
    }

    /** Replaces machines that do not serve it any more, adds what it lacks, renews tokens that grow old. */
    public void refresh(Session session) {
        lock.lock();
        try {
            if (book.find(session.stream(), session.id()).isPresent()) {
                seat(session, Set.of());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The session's token for this machine; empty without keys. */
    public Optional<TokenMint.Minted> originToken(Session session) {
        return lease.atOrigin(session);
    }

    /** Moves all sessions away from a node; returns how many it served, by stream. */
    public Map<StreamName, Integer> clear(NodeName node) {
        return move(node, Integer.MAX_VALUE, _ -> true);
    }

    /**
     * Moves a few sessions away from a node that has more than it can serve, as far as others have room; returns how
     * many, by stream.
     *
     * @param here whether this machine has room for one more viewer of a stream
     */
    public Map<StreamName, Integer> relieve(NodeName node, Predicate<StreamName> here) {
        Plan now = plan.get();
        int viewers = 0;
        long sent = 0;
        long can = Long.MAX_VALUE;
        for (Map.Entry<StreamName, StreamPlan> stream : now.streams().entrySet()) {
            int seated = viewers(stream.getKey(), node);
            viewers += seated;
            sent += seated * stream.getValue().bitsPerSecond();
            can = Math.min(can, stream.getValue().serving(node).map(Candidate::bitsPerSecond).orElse(can));
        }
        return sent > can
                ? move(node, Math.max(1, viewers / MOVED_SHARE),
                        session -> here.test(session.stream()) || roomElsewhere(session, node))
                : Map.of();
    }

    private boolean roomElsewhere(Session session, NodeName node) {
        StreamPlan stream = plan.get().of(session.stream());
        return stream.serving().values().stream()
                .anyMatch(other -> !other.relay().name().equals(node) && other.accepts() && other.relay().willing()
                        && free(other) >= stream.bitsPerSecond());
    }

    @Override
    public int viewers(StreamName stream) {
        return seats.of(stream);
    }

    @Override
    public int viewers(StreamName stream, NodeName node) {
        return seats.of(stream, Optional.of(node));
    }

    /** Sessions of a stream that this machine itself serves. */
    public int viewersHere(StreamName stream) {
        return seats.of(stream, Optional.empty());
    }

    private void sit(Session fresh, Set<NodeName> avoid) {
        lock.lock();
        try {
            seats.take(fresh.stream(), Optional.empty());
            seat(fresh, avoid);
        } finally {
            lock.unlock();
        }
    }

    private void left(Session session) {
        lock.lock();
        try {
            seats.leave(session.stream(), session.primary());
        } finally {
            lock.unlock();
        }
    }

    private Map<StreamName, Integer> move(NodeName node, int most, Predicate<Session> movable) {
        Map<StreamName, Integer> moved = new HashMap<>();
        int left = most;
        lock.lock();
        try {
            for (Session session : book.all()) {
                if (left > 0 && session.relays().stream().anyMatch(relay -> relay.node().equals(node))
                        && movable.test(session)) {
                    boolean served = session.primary().filter(node::equals).isPresent();
                    seat(session, Set.of(node));
                    if (served) {
                        moved.merge(session.stream(), 1, Integer::sum);
                        left--;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        return moved;
    }

    private void seat(Session session, Set<NodeName> avoid) {
        StreamPlan stream = plan.get().of(session.stream());
        Optional<NodeName> before = session.primary();
        seats.leave(session.stream(), before);
        List<SessionRelay> chosen = new ArrayList<>(kept(session, stream, avoid));
        int wanted = session.kind() == Session.Kind.PAGE || session.kind() == Session.Kind.STEERED ? SEVERAL : 1;
        // Who moves up to first place needs room there; the one who has it stays.
        boolean stays = !chosen.isEmpty() && before.filter(chosen.getFirst().node()::equals).isPresent();
        if (!stays) {
            chosen.sort((one, other) -> Boolean.compare(full(stream, one), full(stream, other)));
            if (!chosen.isEmpty() && full(stream, chosen.getFirst())) {
                pick(session, stream, avoid, chosen).ifPresent(better -> chosen.addFirst(better));
            }
        }
        for (int free = wanted - chosen.size(); free > 0; free--) {
            pick(session, stream, avoid, chosen).ifPresent(chosen::add);
        }
        session.give(chosen.subList(0, Math.min(wanted, chosen.size())));
        seats.take(session.stream(), session.primary());
    }

    private List<SessionRelay> kept(Session session, StreamPlan stream, Set<NodeName> avoid) {
        return session.relays().stream().filter(relay -> !avoid.contains(relay.node()))
                .flatMap(relay -> stream.serving(relay.node()).map(Candidate::relay)
                        .filter(now -> now.willing() && now.node().id().equals(relay.nodeId()))
                        .flatMap(now -> lease.again(session, relay, now.node())).stream())
                .toList();
    }

    private Optional<SessionRelay> pick(Session session, StreamPlan stream, Set<NodeName> avoid,
            List<SessionRelay> chosen) {
        List<Choice.Option> options = stream.serving().values().stream()
                .filter(candidate -> candidate.accepts() && candidate.relay().willing()
                        && !avoid.contains(candidate.relay().name())
                        && lease.reaches(session, candidate.relay().node())
                        && chosen.stream().noneMatch(relay -> relay.node().equals(candidate.relay().name())))
                .map(candidate -> new Choice.Option(candidate, free(candidate),
                        addresses.near(candidate.relay().node(), session.network())))
                .filter(option -> option.free() >= stream.bitsPerSecond()).toList();
        return Choice.of(options, random).flatMap(option -> lease.of(session, option.candidate().relay().node()));
    }

    private boolean full(StreamPlan stream, SessionRelay relay) {
        return stream.serving(relay.node()).filter(now -> free(now) >= stream.bitsPerSecond()).isEmpty();
    }

    /** Bits per second that a node can still give to viewers. */
    public long free(Candidate candidate) {
        Plan now = plan.get();
        long given = 0;
        for (Map.Entry<StreamName, StreamPlan> stream : now.streams().entrySet()) {
            given += viewers(stream.getKey(), candidate.relay().name()) * stream.getValue().bitsPerSecond();
        }
        return candidate.bitsPerSecond() - Math.max(given, candidate.reported());
    }

    /** Whether this machine has keys to sign sessions with. */
    public boolean ready() {
        return mint.ready();
    }
}
