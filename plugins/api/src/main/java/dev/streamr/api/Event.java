package dev.streamr.api;

import java.time.Instant;
import java.util.Optional;

/** What happened, as in {@code GET /api/v1/events}. */
public sealed interface Event {

    /** When. */
    Instant at();

    /** The SSE event name. */
    String type();

    /** A publisher began, or came back. */
    record StreamStarted(Instant at, StreamName stream) implements Event {
        @Override
        public String type() {
            return "stream-started";
        }
    }

    /** A stream is over. */
    record StreamStopped(Instant at, StreamName stream) implements Event {
        @Override
        public String type() {
            return "stream-stopped";
        }
    }

    /** The streamer should mend something. */
    record StreamWarned(Instant at, StreamName stream, StreamWarning warning) implements Event {
        @Override
        public String type() {
            return "stream-warning";
        }
    }

    /** A friend's machine is there, for the first time or again. */
    record NodeJoined(Instant at, NodeName node) implements Event {
        @Override
        public String type() {
            return "node-joined";
        }
    }

    /**
     * A friend's machine is there but does not serve as it should.
     *
     * @param reason one sentence for a person
     */
    record NodeFailed(Instant at, NodeName node, String reason) implements Event {
        @Override
        public String type() {
            return "node-failed";
        }
    }

    /**
     * Viewers of a stream were moved away from a node.
     *
     * @param viewers how many
     * @param reason  one sentence for a person
     */
    record ViewersSteered(Instant at, StreamName stream, NodeName from, int viewers, String reason) implements Event {
        @Override
        public String type() {
            return "viewers-steered";
        }
    }

    /**
     * A friend's machine is not there any more.
     *
     * @param state what it is now; empty when it was removed
     */
    record NodeLeft(Instant at, NodeName node, Optional<Node.State> state) implements Event {
        @Override
        public String type() {
            return "node-left";
        }
    }
}
