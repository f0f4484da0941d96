package dev.streamr.relay.token;

import dev.streamr.api.Keyring;
import dev.streamr.api.Services;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Makes and checks tokens at the origin. Without the mesh plugin there are no keys, and so none. Any thread. */
public final class TokenMint {

    private static final Duration GOOD_FOR = Duration.ofHours(1);
    /** Checked tokens that are remembered, since a signature costs more than all else about a small request. */
    private static final int MOST_CHECKED = 20_000;

    private final Services services;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, SessionToken> checked = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, SessionToken> eldest) {
            return size() > MOST_CHECKED;
        }
    };

    private record Question(StreamName stream, String text) {}

    /**
     * @param services where the keys are
     * @param clock    wall clock
     */
    public TokenMint(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    /**
     * A token as it stands in URLs.
     *
     * @param text    the token
     * @param renewAt half-way to its end
     */
    public record Minted(String text, Instant renewAt) {

        /** URL that media names are relative to, on the machine with this base URL. */
        public URI below(URI machine, StreamName stream) {
            return URI.create(machine.toString().replaceAll("/+$", "") + path(stream));
        }

        /** The same on the machine itself. */
        public String path(StreamName stream) {
            return "/live/" + stream + "/s/" + text + "/";
        }

        /** Never the token itself. */
        @Override
        public String toString() {
            return "token to be renewed at " + renewAt;
        }
    }

    /** Whether tokens can be made. */
    public boolean ready() {
        return key().isPresent();
    }

    /** Makes one; empty without keys. */
    public Optional<Minted> mint(SessionToken.Kind kind, String session, String machine, StreamName stream) {
        Instant now = clock.instant();
        SessionToken token = new SessionToken(kind, session, machine, now.plus(GOOD_FOR));
        return key().map(key -> new Minted(token.sign(stream, key), now.plus(GOOD_FOR.dividedBy(2))));
    }

    /** The token, when this origin signed it for this stream; whether it is still good is the caller's to see. */
    public Optional<SessionToken> read(String text, StreamName stream) {
        Question question = new Question(stream, text);
        lock.lock();
        try {
            SessionToken known = checked.get(question);
            if (known != null) {
                return Optional.of(known);
            }
        } finally {
            lock.unlock();
        }
        Optional<SessionToken> token = key().flatMap(key -> SessionToken.read(text, stream, key.publicKey()));
        token.ifPresent(good -> remember(question, good));
        return token;
    }

    /** Whether its time is over. */
    public boolean expired(SessionToken token) {
        return !clock.instant().isBefore(token.expiresAt());
    }

    /** Whether it is time for a new one. */
    public boolean grownOld(SessionToken token) {
        return !clock.instant().isBefore(token.expiresAt().minus(GOOD_FOR.dividedBy(2)));
    }

    private void remember(Question question, SessionToken token) {
        lock.lock();
        try {
            checked.put(question, token);
        } finally {
            lock.unlock();
        }
    }

    private Optional<SigningKey> key() {
        return services.find(Keyring.class).map(Keyring::origin);
    }
}
