package dev.streamr.daemon.demo.viewer;

import java.util.List;

/**
 * A viewer's word on what it received since its session began (docs/relay.md, Sessions).
 *
 * @param serial      rises with each receipt of a session
 * @param latencyMillis behind live, now
 * @param over          whether the viewer leaves
 */
record Receipt(long serial, long stalls, long stalledMillis, long latencyMillis, long originBytes,
        List<FromRelay> relays, boolean over) {

    Receipt {
        relays = List.copyOf(relays);
    }

    /**
     * What came from one relay.
     *
     * @param object the last whole part or segment, empty while there is none
     * @param proof  that its bytes were seen, empty while there is none
     */
    record FromRelay(String node, long bytes, long requests, long late, long failed, long wrong, long firstByteMillis,
            String object, String proof) {}
}
