package dev.streamr.relay.origin.proof;

import dev.streamr.api.Contribution.ViewerReceipt;
import dev.streamr.api.Contribution.ViewerReceipt.Basis;
import dev.streamr.api.ContributionLog;
import dev.streamr.api.NodeName;
import dev.streamr.relay.origin.session.NamedSegments;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionBook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What players that send no receipts must have got: segments that were named to them and after which they came back for
 * more, added up per session and node to one word every ten seconds. Any thread; nothing blocks.
 */
final class NamedDeliveries implements NamedSegments {

    private static final Duration EVERY = Duration.ofSeconds(10);
    /** Nodes of one session that are added up at a time; more changes than that in ten seconds are not counted. */
    private static final int MOST_NODES = 8;

    private record Sum(long bytes, int segments, Duration interval) {

        Sum plus(long more, int moreSegments, Duration took) {
            return new Sum(bytes + more, segments + moreSegments, interval.plus(took));
        }
    }

    private final SessionBook sessions;
    private final ContributionLog log;
    private final InstantSource clock;
    /** One per session of such a player, which the session book bounds at 100,000. */
    private final Map<Session, Map<String, Sum>> sums = new ConcurrentHashMap<>();

    NamedDeliveries(SessionBook sessions, ContributionLog log, InstantSource clock) {
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
        sessions.onEnd(this::end);
    }

    @Override
    public void named(Session session, NodeName node, String nodeId, long bytes, int segments, Duration interval) {
        sums.compute(session, (_, known) -> {
            Map<String, Sum> nodes = known == null ? new HashMap<>() : known;
            if (nodes.size() < MOST_NODES || nodes.containsKey(nodeId)) {
                Sum sum = nodes.getOrDefault(nodeId, new Sum(0, 0, Duration.ZERO)).plus(bytes, segments, interval);
                if (sum.interval().compareTo(EVERY) >= 0) {
                    write(session, nodeId, sum);
                    nodes.remove(nodeId);
                } else {
                    nodes.put(nodeId, sum);
                }
            }
            return nodes;
        });
        if (sessions.find(session.stream(), session.id()).isEmpty()) {
            // It ended meanwhile, perhaps before there was anything to be written.
            end(session);
        }
    }

    private void end(Session session) {
        Map<String, Sum> left = sums.remove(session);
        if (left != null) {
            left.forEach((nodeId, sum) -> write(session, nodeId, sum));
        }
    }

    /** The serial is the time: it rises also for a session that outlives a restart of the origin. */
    private void write(Session session, String nodeId, Sum sum) {
        if (sum.bytes() > 0) {
            log.add(new ViewerReceipt(clock.instant(), nodeId, session.stream(), session.id(),
                    session.network().hash(), clock.millis(), sum.interval(), sum.bytes(), sum.segments(), 0, 0, 0,
                    Basis.NAMED));
        }
    }
}
