package dev.streamr.mesh.origin;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many requests one address may make: an IPv4 address, or the /64 of an IPv6 address, which one household has to
 * itself. Any thread.
 */
final class AddressLimits {

    /** Addresses that are remembered; the one that was silent longest is forgotten. */
    private static final int MOST = 4_096;

    private static final class Allowance {
        private double left;
        private long asOf;
    }

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Allowance> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > MOST;
        }
    };

    AddressLimits(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** Counts a request; false when there are too many. */
    boolean allows(InetAddress address) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Allowance allowance = byAddress.get(client(address));
            if (allowance == null) {
                allowance = new Allowance();
                allowance.left = burst;
                allowance.asOf = now;
                byAddress.put(client(address), allowance);
            }
            allowance.left = Math.min(burst, allowance.left + (now - allowance.asOf) / 1e9 * perSecond);
            allowance.asOf = now;
            if (allowance.left < 1) {
                return false;
            }
            allowance.left--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static String client(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
