package dev.streamr.ingest.rtmp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Counts open connections, in all and by address, against their bounds. */
final class Admission {

    private final RtmpLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClientAddress, Integer> byAddress = new HashMap<>();
    private int total;

    Admission(RtmpLimits limits) {
        this.limits = limits;
    }

    /** Counts a connection in, or says why it may not come in. */
    Optional<CloseReason> enter(ClientAddress address) {
        lock.lock();
        try {
            if (total >= limits.connections()) {
                return Optional.of(CloseReason.TOO_MANY);
            }
            int present = byAddress.getOrDefault(address, 0);
            if (present >= limits.connectionsPerAddress()) {
                return Optional.of(CloseReason.TOO_MANY_FROM_ADDRESS);
            }
            byAddress.put(address, present + 1);
            total++;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Counts a connection out. */
    void leave(ClientAddress address) {
        lock.lock();
        try {
            byAddress.computeIfPresent(address, (_, present) -> present == 1 ? null : present - 1);
            total--;
        } finally {
            lock.unlock();
        }
    }
}
