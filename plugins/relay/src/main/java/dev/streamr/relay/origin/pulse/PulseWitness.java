package dev.streamr.relay.origin.pulse;

import dev.streamr.api.Node;
import dev.streamr.relay.pulse.PulseAnswer;

/** Hears what friends' machines say of themselves. */
@FunctionalInterface
public interface PulseWitness {

    /** A node answered a pulse, rightly signed. In order for each node; must not block. */
    void answered(Node node, PulseAnswer answer);
}
