package dev.streamr.mesh.origin;

import dev.streamr.api.LimitExceededException;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.key.PeerKey;
import dev.streamr.mesh.message.JoinRequest;
import dev.streamr.mesh.message.Stamp;
import dev.streamr.mesh.origin.Refusal.Reason;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Lets friends in. Asking twice with the same key does no harm: a friend whose answer was lost asks again. */
final class Arrivals {

    private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

    private final OriginKeys keys;
    private final Invites invites;
    private final NodeStore store;
    private final Roster roster;
    private final Clock clock;
    private final long heartbeatMillis;
    /** Two invites of one name, or one invite twice, come one after the other. */
    private final ReentrantLock door = new ReentrantLock();

    Arrivals(OriginKeys keys, Invites invites, NodeStore store, Roster roster, Clock clock, long heartbeatMillis) {
        this.keys = keys;
        this.invites = invites;
        this.store = store;
        this.roster = roster;
        this.clock = clock;
        this.heartbeatMillis = heartbeatMillis;
    }

    /** @param stamp of the request, whose signature is that of the key in it */
    JoinRequest.Answer join(JoinRequest request, Stamp stamp) throws Refusal {
        PeerKey key = PeerKey.decode(request.key());
        byte[] secret = keys.seal().open(request.invite(), request.key())
                .orElseThrow(() -> new Refusal(Reason.UNKNOWN_INVITE));
        door.lock();
        try {
            NodeStore.Entry entry = enter(key, secret);
            var _ = roster.accept(stamp);
            return new JoinRequest.Answer(entry.name().value(), entry.stream().map(StreamName::value).orElse(null),
                    heartbeatMillis);
        } finally {
            door.unlock();
        }
    }

    private NodeStore.Entry enter(PeerKey key, byte[] secret) throws Refusal {
        Invites.Invite invite = invites.find(secret).orElseThrow(() -> new Refusal(Reason.UNKNOWN_INVITE));
        boolean again = invite.usedBy().equals(Optional.of(key.id()));
        if (invite.usedBy().isPresent() && !again) {
            throw new Refusal(Reason.USED_INVITE);
        }
        if (!again && !invite.expiresAt().isAfter(clock.instant())) {
            throw new Refusal(Reason.EXPIRED_INVITE);
        }
        Optional<NodeStore.Entry> known = roster.entry(key.id());
        if (known.isPresent()) {
            return known.get();
        }
        if (roster.named(invite.name()).isPresent()) {
            throw new Refusal(Reason.NAME_TAKEN);
        }
        return admit(key, invite, again);
    }

    private NodeStore.Entry admit(PeerKey key, Invites.Invite invite, boolean again) throws Refusal {
        NodeStore.Entry entry = new NodeStore.Entry(key, invite.name(), invite.stream(), false, false,
                clock.instant());
        try {
            roster.checkRoom();
            if (!again && !invites.use(invite, key.id())) {
                throw new Refusal(Reason.USED_INVITE);
            }
            var _ = store.add(entry);
            roster.add(entry);
        } catch (LimitExceededException e) {
            throw new Refusal(Reason.FULL);
        }
        LOG.log(System.Logger.Level.INFO, "node {0} joined", entry.name());
        return entry;
    }
}
