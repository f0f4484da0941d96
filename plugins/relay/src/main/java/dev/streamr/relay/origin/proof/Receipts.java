package dev.streamr.relay.origin.proof;

import dev.streamr.api.Contribution.ViewerReceipt;
import dev.streamr.api.Contribution.ViewerReceipt.Basis;
import dev.streamr.api.ContributionLog;
import dev.streamr.api.NodeName;
import dev.streamr.api.Packaging;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.proof.Receipt.Delivered;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionBook;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Takes receipts in: what they add goes into the contribution log and into what is known of the nodes. Any thread;
 * nothing blocks.
 */
final class Receipts {

    /** Complaints of one receipt that count; more is a lie, or said by the next receipt as well. */
    private static final int MOST_COMPLAINTS = 3;
    private static final long MOST_FIRST_BYTE_MILLIS = 60_000;

    private final StreamRegistry streams;
    private final SessionBook sessions;
    private final ContributionLog log;
    private final NodeHealth health;
    private final ProofMetrics metrics;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    /** One per session that told something, which the session book bounds at 100,000. */
    private final Map<Session, Account> accounts = new ConcurrentHashMap<>();

    Receipts(StreamRegistry streams, SessionBook sessions, ContributionLog log, NodeHealth health,
            ProofMetrics metrics, InstantSource clock, LongSupplier nanoTime) {
        this.streams = streams;
        this.sessions = sessions;
        this.log = log;
        this.health = health;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoTime = nanoTime;
        sessions.onEnd(accounts::remove);
    }

    /**
     * Takes a receipt.
     *
     * @param mac  as the request has it
     * @param body not read yet, at most {@link Receipt#MOST_BYTES}
     * @return whether the viewer stays
     */
    boolean take(Session session, String mac, byte[] body) throws Refusal {
        if (!Macs.isRight(mac, session.receiptKey(), body)) {
            throw Refusal.forged();
        }
        long now = nanoTime.getAsLong();
        Account account = accounts.computeIfAbsent(session,
                _ -> new Account(now - Math.max(0, clock.millis() - session.since().toEpochMilli()) * 1_000_000));
        if (sessions.find(session.stream(), session.id()).isEmpty()) {
            // It ended meanwhile, perhaps before its account was there to be closed.
            accounts.remove(session);
            throw Refusal.over();
        }
        synchronized (account) {
            if (!account.allows(now)) {
                throw Refusal.tooMany();
            }
            try {
                Receipt receipt = Receipt.read(body);
                if (!account.isNew(receipt.serial())) {
                    throw Refusal.replayed();
                }
                count(session, account, receipt, now);
                return !receipt.over();
            } catch (IllegalArgumentException e) {
                throw Refusal.malformed(String.valueOf(e.getMessage()));
            }
        }
    }

    private void count(Session session, Account account, Receipt receipt, long now) {
        Set<String> given = receipt.relays().stream().map(Delivered::node)
                .filter(node -> session.given(new NodeName(node)).isPresent()).collect(Collectors.toSet());
        Account.Added added = account.take(receipt, given, now);
        Optional<SegmentWindow.Snapshot> window = streams.find(session.stream())
                .map(stream -> stream.window(Packaging.FMP4).snapshot());
        long rate = window.map(MediaRate::of).orElse(0L);
        String main = added.main();
        Map<String, Long> totals = receipt.relays().stream()
                .collect(Collectors.toMap(Delivered::node, Delivered::bytes));
        for (Delivered delivered : added.deliveries()) {
            if (!delivered.says()) {
                continue;
            }
            NodeName node = new NodeName(delivered.node());
            long bytes = account.plausible(delivered.bytes(), rate, now);
            metrics.implausibleReceipt(delivered.bytes() - bytes);
            boolean proven = bytes > 0 && window.filter(there -> isProven(session, account, delivered,
                    totals.getOrDefault(delivered.node(), 0L), there)).isPresent();
            int stalls = delivered.node().equals(main) ? added.stalls() : 0;
            session.given(node).ifPresent(id -> log.add(new ViewerReceipt(clock.instant(), id, session.stream(),
                    session.id(), session.network().hash(), added.serial(), added.interval(), bytes,
                    delivered.requests(), firstByteMicros(delivered), stalls, delivered.late(),
                    proven ? Basis.PROVEN : Basis.STATED)));
            measure(session, node, delivered, proven ? bytes : 0, added);
        }
    }

    /** Whether a receipt proves a piece of media that it has not proven before. */
    private static boolean isProven(Session session, Account account, Delivered delivered, long total,
            SegmentWindow.Snapshot window) {
        Optional<MediaObject> object = MediaObject.parse(delivered.object());
        Optional<byte[]> media = object.flatMap(name -> name.in(window));
        if (object.isEmpty() || media.isEmpty()) {
            return false;
        }
        return (signed(session, session.nonce(), delivered, total, media.get())
                || signed(session, session.nonceBefore(), delivered, total, media.get()))
                && account.prove(delivered.node(), object.get());
    }

    private static boolean signed(Session session, String nonce, Delivered delivered, long total, byte[] media) {
        return !nonce.isEmpty()
                && new RangeProof(session.receiptKey(), nonce, delivered.node(), delivered.object(), total)
                        .isRight(delivered.proof(), media);
    }

    private void measure(Session session, NodeName node, Delivered delivered, long provenBytes,
            Account.Added added) {
        if (provenBytes > 0) {
            health.delivered(node, provenBytes, added.interval());
            health.firstByte(node, firstByteMicros(delivered));
        }
        for (int i = 0; i < Math.min(MOST_COMPLAINTS, delivered.late()); i++) {
            health.late(node, session.id());
        }
        for (int i = 0; i < Math.min(MOST_COMPLAINTS, delivered.failed()); i++) {
            health.failed(node, session.id());
        }
        if (delivered.wrong() > 0) {
            health.wrong(node, session.id());
        }
    }

    private static long firstByteMicros(Delivered delivered) {
        return 1_000 * Math.min(MOST_FIRST_BYTE_MILLIS, delivered.firstByteMillis());
    }
}
