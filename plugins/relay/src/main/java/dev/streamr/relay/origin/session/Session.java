package dev.streamr.relay.origin.session;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Network;
import dev.streamr.relay.token.TokenMint;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One viewer of one stream. It knows which machines serve it, and not where the viewer is. Any thread.
 */
public final class Session {

    /** Machines that one session is remembered to have been given; the oldest is forgotten. */
    private static final int MOST_GIVEN = 32;

    /** How the player is led to machines. */
    public enum Kind {
        /** Our page, or another that asks for a session, chooses among all that it is given. */
        PAGE,
        /** The player knows content steering. */
        STEERED,
        /** The player's playlist names segments on the machine in use. */
        NAMED,
        /** The player was redirected once. */
        REDIRECTED
    }

    private final String id;
    private final StreamName stream;
    private final Kind kind;
    private final Network network;
    private volatile boolean secure;
    private final boolean revived;
    private final Instant since;
    private final byte[] receiptKey;
    private final AtomicLong originBytes = new AtomicLong();
    private final Map<NodeName, String> given = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeName, String> eldest) {
            return size() > MOST_GIVEN;
        }
    };
    private final NamedLog named;
    private volatile List<SessionRelay> relays = List.of();
    private volatile Set<String> pathways = Set.of();
    private volatile TokenMint.@Nullable Minted originToken;
    private volatile boolean originRenewed;
    private volatile boolean used;
    private volatile long lastSeen;
    private String nonce = Secrets.nonce();
    private String nonceBefore = "";

    Session(String id, StreamName stream, Kind kind, Network network, boolean secure, boolean revived, Instant since,
            long now) {
        this.id = id;
        this.stream = stream;
        this.kind = kind;
        this.network = network;
        this.secure = secure;
        this.revived = revived;
        this.since = since;
        this.receiptKey = Secrets.key();
        this.lastSeen = now;
        this.named = new NamedLog(now);
    }

    /** 12 bytes, hexadecimal; as in its tokens. Unguessable, so never logged. */
    public String id() {
        return id;
    }

    /** What it watches. */
    public StreamName stream() {
        return stream;
    }

    /** How the player is led. */
    public Kind kind() {
        return kind;
    }

    /** Where it comes from, as far as that is kept. */
    public Network network() {
        return network;
    }

    /** Whether its page came over HTTPS and therefore can load from HTTPS only. */
    public boolean secure() {
        return secure;
    }

    /** What it is given from here on is reached by HTTPS: a session that was revived did not know. */
    public void needsHttps() {
        secure = true;
    }

    /** Whether it was begun by a machine that has forgotten it since: its receipt key is lost, it gets a new one. */
    public boolean revived() {
        return revived;
    }

    /** When it began. */
    public Instant since() {
        return since;
    }

    /** Signs its receipts; 32 bytes, only the viewer and this origin have them. */
    public byte[] receiptKey() {
        return receiptKey.clone();
    }

    /** Machines that serve it now, best first; none: the origin does. */
    public List<SessionRelay> relays() {
        return relays;
    }

    /** The machine in use; empty: the origin. */
    public Optional<NodeName> primary() {
        List<SessionRelay> now = relays;
        return now.isEmpty() ? Optional.empty() : Optional.of(now.getFirst().node());
    }

    /** The id of a node that this session was given, now or before: what a receipt may speak of. */
    public Optional<String> given(NodeName node) {
        synchronized (given) {
            return Optional.ofNullable(given.get(node));
        }
    }

    /** What the next receipt is to prove its bytes with. */
    public synchronized String nonce() {
        return nonce;
    }

    /** Whether this is the nonce of now, or the one before it, which a receipt on its way may still use. */
    public synchronized boolean current(String candidate) {
        return candidate.equals(nonce) || (!nonceBefore.isEmpty() && candidate.equals(nonceBefore));
    }

    /** The nonce before the present one; empty when there was none. */
    public synchronized String nonceBefore() {
        return nonceBefore;
    }

    /** Makes a new nonce and returns it. */
    public synchronized String renewNonce() {
        nonceBefore = nonce;
        nonce = Secrets.nonce();
        return nonce;
    }

    /** Its token for this machine; empty when none was made yet. */
    Optional<TokenMint.Minted> originToken() {
        return Optional.ofNullable(originToken);
    }

    void originToken(TokenMint.Minted fresh) {
        originRenewed |= originToken != null;
        originToken = fresh;
    }

    /** Whether its token for this machine is another than its first: a new URL is a new pathway for a player. */
    public boolean originRenewed() {
        return originRenewed;
    }

    /** Pathways that its multivariant playlist names. */
    public Set<String> pathways() {
        return pathways;
    }

    /** Its multivariant playlist names these pathways. */
    public void pathways(Set<String> ids) {
        pathways = Set.copyOf(ids);
    }

    /** What was named to its player on friends' machines. */
    public NamedLog named() {
        return named;
    }

    /** Bytes of media that this machine itself sent. */
    public long originBytes() {
        return originBytes.get();
    }

    /** This machine itself sent so many bytes of media. */
    public void servedByOrigin(long bytes) {
        originBytes.addAndGet(bytes);
    }

    /** The viewer was heard. */
    public void seen(long now) {
        lastSeen = now;
        used = true;
    }

    /** Whether it was heard since it was made. */
    boolean used() {
        return used;
    }

    Duration silence(long now) {
        return Duration.ofNanos(now - lastSeen);
    }

    /** For the one who counts seats. */
    void give(List<SessionRelay> chosen) {
        synchronized (given) {
            chosen.forEach(relay -> given.put(relay.node(), relay.nodeId()));
        }
        relays = List.copyOf(chosen);
    }

    /** Never the id. */
    @Override
    public String toString() {
        return kind + " session of " + stream;
    }
}
