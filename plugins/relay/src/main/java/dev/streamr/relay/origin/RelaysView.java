package dev.streamr.relay.origin;

import java.util.List;
import java.util.Map;

/**
 * Who serves whom, as {@code GET /admin/v1/relays} tells it.
 *
 * @param streams by name
 * @param origin  this machine
 */
record RelaysView(List<StreamView> streams, OriginView origin) {

    /**
     * This machine.
     *
     * @param egressBitsPerSecond to viewers, lately
     * @param capBitsPerSecond    {@code relay.origin-upload}; 0 for none
     */
    record OriginView(long egressBitsPerSecond, long capBitsPerSecond) {}

    /**
     * A stream.
     *
     * @param offload share of the bytes to viewers that friends' machines sent lately
     */
    record StreamView(String name, ViewersView viewers, EgressView egress, double offload, List<RelayView> relays) {}

    /** Sessions by who serves them. */
    record ViewersView(int origin, Map<String, Integer> nodes) {}

    /** Bytes to viewers. */
    record EgressView(long originBytes, long relayBytes) {}

    /**
     * A friend's machine that carries the stream.
     *
     * @param parent    from where; empty: this machine
     * @param alternate empty when there is none
     * @param viewers   sessions that it serves
     * @param children  relays that it feeds
     * @param hopMillis from the feed's word on a part until it could be served
     */
    record RelayView(String node, String parent, String alternate, int hop, String state, int viewers, int children,
            long egressBytes, long egressBitsPerSecond, long uplinkBitsPerSecond, long freeBitsPerSecond,
            double firstByteMillis, double hopMillis, long late, long wrong) {}
}
