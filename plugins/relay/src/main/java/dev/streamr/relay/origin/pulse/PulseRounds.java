package dev.streamr.relay.origin.pulse;

import dev.streamr.api.Node;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.PulseAnswer;
import java.time.Duration;
import java.util.List;

/** What the pulse loop is driven by. Its methods do not block. */
public interface PulseRounds {

    /** A round begins: once a second, on the loop's thread. Returns the nodes to ask. */
    List<Node> begin();

    /** What a node is to carry. */
    List<Pulse.Order> orders(Node node);

    /** What was measured of a node; 0 until measured. */
    long uplinkBitsPerSecond(Node node);

    /** It answered. */
    void answered(Node node, PulseAnswer answer, Duration took);

    /** It did not; {@code surely}: the connection was refused. */
    void missed(Node node, boolean surely, String why);
}
