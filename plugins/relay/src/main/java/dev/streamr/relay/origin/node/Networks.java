package dev.streamr.relay.origin.node;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Makes and compares networks. The salt is random, lives in memory only and changes every day; networks of the day
 * before are still recognised. Any thread.
 */
public final class Networks {

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 8;
    private static final int HASH_BYTES = 8;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private byte[] salt = salt();
    private byte[] before = salt();
    private long day;

    public Networks(InstantSource clock) {
        this.clock = clock;
        this.day = clock.millis() / DAY;
    }

    /** The network of an address. All of loopback is one. */
    public Network of(InetAddress address) {
        return hash(address, salts()[0]);
    }

    /** Whether an address is in a network. */
    public boolean same(Network network, InetAddress address) {
        return network.known()
                && Arrays.stream(salts()).anyMatch(someday -> hash(address, someday).equals(network));
    }

    private synchronized byte[][] salts() {
        long today = clock.millis() / DAY;
        if (today != day) {
            before = salt;
            salt = salt();
            day = today;
        }
        return new byte[][]{salt, before};
    }

    private byte[] salt() {
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        return fresh;
    }

    private static Network hash(InetAddress address, byte[] salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(prefix(address));
            return new Network(HexFormat.of().formatHex(hash, 0, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] prefix(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return "loopback".getBytes(StandardCharsets.US_ASCII);
        }
        byte[] bytes = address.getAddress();
        int length = bytes.length == 4 ? IPV4_BYTES : IPV6_BYTES;
        return ByteBuffer.allocate(1 + length).put((byte) bytes.length).put(bytes, 0, length).array();
    }
}
