package dev.streamr.relay.origin;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/** Tells that viewers were moved. */
record Move(EventBus events, DirectorMetrics metrics, InstantSource clock) {

    private static final System.Logger LOG = System.getLogger(Move.class.getName());

    /** Why viewers were moved. */
    enum Reason {
        /** It does not answer. */
        FAILED("it does not answer"),
        /** Its owner or the streamer wants it to have no new viewers. */
        DRAINING("it takes no viewers any more"),
        /** It was removed or locked out, or went silent. */
        GONE("it is not there any more"),
        /** Viewers complain, or it can send less than was thought. */
        OVERLOADED("it has more viewers than it can serve"),
        /** It sent wrong bytes. */
        CAUGHT("it must not serve");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** In metrics. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** For a person. */
        String text() {
            return text;
        }
    }

    /** So many viewers, by stream, were moved away from a node. */
    void tell(NodeName from, Map<StreamName, Integer> viewers, Reason reason) {
        viewers.forEach((stream, count) -> {
            LOG.log(System.Logger.Level.INFO, "stream {0}: {1} {2} {3}: {4}", stream, count,
                    count == 1 ? "viewer leaves" : "viewers leave", from, reason.text());
            events.publish(new Event.ViewersSteered(clock.instant(), stream, from, count, reason.text()));
            metrics.steered(reason, count);
        });
    }
}
