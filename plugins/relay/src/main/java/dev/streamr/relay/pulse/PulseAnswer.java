package dev.streamr.relay.pulse;

import java.util.List;
import java.util.Map;

/**
 * How a friend's machine is (docs/relay.md, Pulse). Its own word.
 *
 * @param boot                of the pulse it answers
 * @param counter             of the pulse it answers
 * @param wish                {@code active}, {@code draining} or {@code paused}
 * @param why                 why it is not active
 * @param egressBytes         to viewers and children since its start
 * @param carried             streams it carries
 * @param late                requests to parents that were late since its start, by node name, the origin empty
 * @param wrong               answers of parents with wrong bytes
 * @param failed              requests to parents that failed
 */
public record PulseAnswer(String node, String boot, long counter, String wish, String why,
        long egressBytes, List<Carried> carried, Map<String, Long> late, Map<String, Long> wrong,
        Map<String, Long> failed) {

    private static final int MOST_PARENTS = 1_000;
    /** No machine has so many connections. */
    private static final int MOST_VIEWERS = 1_000_000;

    /** @throws IllegalArgumentException naming the field that cannot be */
    public PulseAnswer {
        between("egressBytes", egressBytes, 0, Long.MAX_VALUE);
        carried = List.copyOf(carried);
        late = bounded("late", late);
        wrong = bounded("wrong", wrong);
        failed = bounded("failed", failed);
        if (carried.size() > Pulse.MOST_ORDERS) {
            throw new IllegalArgumentException("carried: at most " + Pulse.MOST_ORDERS);
        }
    }

    /**
     * One stream on the node.
     *
     * @param stream      its name
     * @param sequence    media sequence of the newest part; -1 when there is none
     * @param part        index of the newest part; -1 when there is none
     * @param ready       whether a viewer who comes now gets media at once
     * @param viewers     sessions that asked for something lately
     * @param children    relays that pull from it
     * @param egressBytes to viewers and children since the node's start
     * @param hopMicros   median time from the feed's word on a part until it could be served; 0 when unknown
     * @param why         why it is not ready
     */
    public record Carried(String stream, long sequence, int part, boolean ready, int viewers, int children,
            long egressBytes, long hopMicros, String why) {

        /** @throws IllegalArgumentException naming the field that cannot be */
        public Carried {
            between("sequence", sequence, -1, Long.MAX_VALUE);
            between("part", part, -1, Integer.MAX_VALUE);
            between("viewers", viewers, 0, MOST_VIEWERS);
            between("children", children, 0, MOST_VIEWERS);
            between("egressBytes", egressBytes, 0, Long.MAX_VALUE);
            between("hopMicros", hopMicros, 0, Long.MAX_VALUE);
        }
    }

    private static Map<String, Long> bounded(String field, Map<String, Long> counts) {
        if (counts.size() > MOST_PARENTS) {
            throw new IllegalArgumentException(field + ": at most " + MOST_PARENTS);
        }
        counts.values().forEach(count -> between(field, count, 0, Long.MAX_VALUE));
        return Map.copyOf(counts);
    }

    private static void between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + ": " + value + " cannot be");
        }
    }
}
