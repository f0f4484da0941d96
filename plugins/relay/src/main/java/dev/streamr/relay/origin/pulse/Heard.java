package dev.streamr.relay.origin.pulse;

import dev.streamr.relay.pulse.PulseAnswer;
import java.time.Duration;

/** What came of a pulse. */
sealed interface Heard {

    /** The node answered. */
    record Answer(PulseAnswer answer, Duration took) implements Heard {}

    /** The node knows another start of the origin, or none, and wants this in the next pulse. */
    record Challenge(String challenge) implements Heard {}

    /**
     * No answer, or one that is not the node's.
     *
     * @param surely whether nobody is there: the connection was refused
     * @param why    one sentence for a person
     */
    record Missed(boolean surely, String why) implements Heard {}
}
