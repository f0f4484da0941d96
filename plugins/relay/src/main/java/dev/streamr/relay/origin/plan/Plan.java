package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import java.util.Map;
import java.util.Optional;

/**
 * Who carries what, at one moment.
 *
 * @param streams what is live, and what is still watched
 */
public record Plan(Map<StreamName, StreamPlan> streams) {

    /** Nothing is carried. */
    public static final Plan NOTHING = new Plan(Map.of());

    /** Bits per second of a stream that was not measured yet. */
    private static final long USUAL_BITS = 3_000_000;

    public Plan {
        streams = Map.copyOf(streams);
    }

    /**
     * One stream.
     *
     * @param bitsPerSecond one viewer's
     * @param tree          who carries it, and from where
     * @param serving       those of them that have it
     */
    public record StreamPlan(long bitsPerSecond, Map<NodeName, Link> tree, Map<NodeName, Candidate> serving) {

        static final StreamPlan EMPTY = new StreamPlan(USUAL_BITS, Map.of(), Map.of());

        public StreamPlan {
            tree = Map.copyOf(tree);
            serving = Map.copyOf(serving);
        }

        /** A node that serves it. */
        public Optional<Candidate> serving(NodeName node) {
            return Optional.ofNullable(serving.get(node));
        }

        /** Relays that a node feeds. */
        public int children(NodeName node) {
            return (int) tree.values().stream().filter(link -> link.parent().filter(node::equals).isPresent()).count();
        }
    }

    /** The plan of a stream; an empty one when it is not carried. */
    public StreamPlan of(StreamName stream) {
        return streams.getOrDefault(stream, StreamPlan.EMPTY);
    }
}
