package dev.streamr.relay.friend;

import dev.streamr.api.UplinkMeter;
import java.util.function.BooleanSupplier;

/** What the origin measured of this machine. Any thread. */
final class Uplink implements UplinkMeter {

    private final BooleanSupplier settled;
    private volatile long bitsPerSecond;

    /** @param settled whether nobody gets anything, and the origin knows all that was sent */
    Uplink(BooleanSupplier settled) {
        this.settled = settled;
    }

    /** The origin says what it measured. */
    void measured(long measured) {
        bitsPerSecond = Math.max(0, measured);
    }

    @Override
    public long bitsPerSecond() {
        return bitsPerSecond;
    }

    @Override
    public boolean settled() {
        return settled.getAsBoolean();
    }
}
