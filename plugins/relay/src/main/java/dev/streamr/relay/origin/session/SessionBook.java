package dev.streamr.relay.origin.session;

import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Network;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All sessions of this origin's streams. Who is silent for long is forgotten; who was never heard, soon. Any thread;
 * nothing blocks.
 */
public final class SessionBook {

    /** Sessions at a time; new viewers beyond are served without one. */
    static final int MOST = 100_000;
    /** Of one network, so that nobody can fill the book alone; a household, a company, or all behind one proxy. */
    static final int MOST_OF_A_NETWORK = 10_000;
    /** Three and a half times what the slowest player lets pass between two words. */
    static final Duration SILENT = Duration.ofSeconds(35);
    static final Duration NEVER_HEARD = Duration.ofSeconds(15);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<Network, Integer> perNetwork = new ConcurrentHashMap<>();
    /** One per component that keeps something by session; they register at the start. */
    private final List<Consumer<Session>> ended = new CopyOnWriteArrayList<>();

    /**
     * @param clock    wall clock
     * @param nanoTime {@link System#nanoTime}
     */
    public SessionBook(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Tells the listener of each session that is over, on the thread that ends it. */
    public void onEnd(Consumer<Session> listener) {
        ended.add(listener);
    }

    /** The session of this stream with this id. */
    public Optional<Session> find(StreamName stream, String id) {
        return Optional.ofNullable(sessions.get(id)).filter(session -> session.stream().equals(stream));
    }

    /** A session that is there, whose viewer was just heard. */
    public Optional<Session> seen(StreamName stream, String id) {
        Optional<Session> session = find(stream, id);
        session.ifPresent(there -> there.seen(nanoTime.getAsLong()));
        return session;
    }

    /** A new session; empty when there are too many. */
    Optional<Session> open(StreamName stream, Session.Kind kind, Network network, boolean secure) {
        return add(Secrets.id(), stream, kind, network, secure, false);
    }

    /**
     * A session whose token is good but of which nothing is known any more; empty when there are too many, or when
     * another request of the same player was faster.
     */
    Optional<Session> revive(String id, StreamName stream, Session.Kind kind, Network network) {
        return add(id, stream, kind, network, false, true);
    }

    private Optional<Session> add(String id, StreamName stream, Session.Kind kind, Network network, boolean secure,
            boolean revived) {
        if (sessions.size() >= MOST || perNetwork.getOrDefault(network, 0) >= MOST_OF_A_NETWORK) {
            return Optional.empty();
        }
        Session session = new Session(id, stream, kind, network, secure, revived, clock.instant(),
                nanoTime.getAsLong());
        if (sessions.putIfAbsent(id, session) != null) {
            return Optional.empty();
        }
        perNetwork.merge(network, 1, Integer::sum);
        return Optional.of(session);
    }

    /** Ends a session. */
    public void end(Session session) {
        if (sessions.remove(session.id(), session)) {
            perNetwork.computeIfPresent(session.network(), (_, count) -> count == 1 ? null : count - 1);
            ended.forEach(listener -> listener.accept(session));
        }
    }

    /** Ends the sessions that are silent; called every second. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        for (Session session : sessions.values()) {
            if (session.silence(now).compareTo(session.used() ? SILENT : NEVER_HEARD) > 0) {
                end(session);
            }
        }
    }

    /** All sessions, in no order; a view. */
    public Collection<Session> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }
}
