package dev.streamr.relay.origin;

import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Relay;
import java.util.Locale;

/** What is shown of a friend's machine. */
enum RelayState {
    /** It can serve. */
    READY,
    /** It has not said yet that it can. */
    WARMING,
    /** An answer was missing: no new viewers. */
    SUSPECT,
    /** It does not answer. */
    FAILING,
    /** Its owner or the streamer wants it to have no new viewers. */
    DRAINING;

    /** As it is shown. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a node, whatever it carries. */
    static RelayState of(Relay relay) {
        return switch (relay.standing().state()) {
            case FAILING -> FAILING;
            case SUSPECT -> SUSPECT;
            case NEW -> relay.willing() ? WARMING : DRAINING;
            case GOOD -> relay.willing() ? READY : DRAINING;
        };
    }

    /** Of a node and one stream. */
    static RelayState of(Relay relay, StreamName stream) {
        RelayState state = of(relay);
        return state == READY && !relay.ready(stream) ? WARMING : state;
    }
}
