package dev.streamr.relay.origin.node;

import dev.streamr.api.NodeName;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What viewers, children and the origin's own probes tell of each node. Words of viewers can be lies: each weighs little,
 * and none makes a node better than it was measured to be. Any thread; nothing blocks.
 */
public final class NodeHealth {

    /** Nodes that are remembered at a time; as many as an origin has friends. */
    private static final int MOST = 1_000;

    private final Map<NodeName, NodeMeter> meters = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime {@link System#nanoTime} */
    public NodeHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A viewer or a probe had the first byte of an answer after so long. */
    public void firstByte(NodeName node, long micros) {
        meter(node).firstByte(micros);
    }

    /**
     * Bytes reached somebody who proved it, within the interval that ends now. All of a node's bytes of ten seconds
     * together raise its uplink, to twice of what a transfer measured at most.
     */
    public void delivered(NodeName node, long bytes, Duration interval) {
        meter(node).delivered(bytes, interval, nanoTime.getAsLong());
    }

    /** A transfer measured its uplink. */
    public void uplink(NodeName node, long bitsPerSecond) {
        meter(node).uplink(bitsPerSecond);
    }

    /** This machine itself waited for an answer for too long. */
    public void late(NodeName node) {
        meter(node).late(NodeMeter.ORIGIN);
    }

    /**
     * Somebody waited for an answer for too long.
     *
     * @param witness a session or a child, whose words weigh little however many they are
     */
    public void late(NodeName node, String witness) {
        meter(node).late(witness);
    }

    /** This machine itself was sent wrong bytes. */
    public void wrong(NodeName node) {
        meter(node).wrong(NodeMeter.ORIGIN);
    }

    /**
     * Somebody says that it sent wrong bytes.
     *
     * @param witness a session or a child, whose words weigh little however many they are
     */
    public void wrong(NodeName node, String witness) {
        meter(node).wrong(witness);
    }

    /** This machine's own request failed. */
    public void failed(NodeName node) {
        meter(node).failed(NodeMeter.ORIGIN);
    }

    /**
     * Somebody's request failed.
     *
     * @param witness a session or a child, whose words weigh little however many they are
     */
    public void failed(NodeName node, String witness) {
        meter(node).failed(witness);
    }

    /**
     * The origin itself saw it send other bytes than it should, or another proof that it must not serve: it gets no
     * viewers until {@link #cleared}.
     *
     * @param reason one sentence for a person
     */
    public void caught(NodeName node, String reason) {
        meter(node).caught(reason);
    }

    /**
     * The origin itself got no media from it: it gets no viewers for half a minute, and twice as long each time this
     * happens again.
     *
     * @param reason one sentence for a person
     */
    public void rests(NodeName node, String reason) {
        meter(node).rests(reason, nanoTime.getAsLong());
    }

    /** The origin itself got the right bytes from it. */
    public void right(NodeName node) {
        meter(node).right();
    }

    /** Whether a viewer or a child complained since this was asked last: reason enough to look. */
    public boolean complained(NodeName node) {
        return meter(node).complained();
    }

    /** The origin itself saw it do right again. */
    public void cleared(NodeName node) {
        meter(node).caught("");
    }

    /** What is known of a node. */
    public Measured of(NodeName node) {
        NodeMeter meter = meters.get(node);
        return meter == null ? Measured.NOTHING : meter.measured();
    }

    /**
     * A second has passed: what a node is trusted with falls fast while many complain, and rises slowly. A call that
     * comes sooner is passed over.
     *
     * @param viewers that it serves
     */
    public void second(NodeName node, int viewers) {
        meter(node).second(viewers, nanoTime.getAsLong());
    }

    /** Forgets all other nodes. */
    public void keep(Set<NodeName> nodes) {
        meters.keySet().retainAll(nodes);
    }

    private NodeMeter meter(NodeName node) {
        NodeMeter known = meters.get(node);
        if (known != null) {
            return known;
        }
        return meters.size() >= MOST ? new NodeMeter() : meters.computeIfAbsent(node, _ -> new NodeMeter());
    }
}
