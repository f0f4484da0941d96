package dev.streamr.relay.origin.node;

/** What a node is trusted to send, from what was measured and what its owner gives. */
public final class Capacity {

    /** Of an uplink, so that its owner can still use it. */
    private static final double SHARE = 0.8;

    private Capacity() {}

    /** Bits per second, for everything it sends to viewers and children. */
    public static long bitsPerSecond(Relay relay, Measured measured) {
        if (!measured.caught().isEmpty()) {
            return 0;
        }
        return (long) (SHARE * measured.trust() * Math.min(uplink(relay, measured), relay.cap()));
    }

    /** What was measured; a modest guess until then, which a node's own word can only lower. */
    private static long uplink(Relay relay, Measured measured) {
        if (measured.uplinkBitsPerSecond() > 0) {
            return measured.uplinkBitsPerSecond();
        }
        long said = relay.node().load().uplinkBitsPerSecond();
        return said > 0 ? Math.min(said, NodeMeter.ASSUMED_BITS) : NodeMeter.ASSUMED_BITS;
    }
}
