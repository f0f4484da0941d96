package dev.streamr.relay.friend;

import dev.streamr.relay.pulse.Pulse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets each pulse in once (docs/relay.md, Pulse): of the known boot while counters rise, of another only with the
 * challenge that was given out. Any thread.
 */
final class PulseGate {

    private static final int CHALLENGE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private String boot = "";
    private long counter;
    private String challenge = "";

    /** Whether this pulse, whose signature was checked, is a new one. */
    boolean accept(Pulse pulse) {
        lock.lock();
        try {
            boolean next = pulse.boot().equals(boot) && pulse.counter() > counter;
            boolean challenged = !pulse.boot().equals(boot) && !challenge.isEmpty()
                    && pulse.challenge().equals(challenge);
            if (!next && !challenged) {
                return false;
            }
            if (challenged) {
                challenge = "";
            }
            boot = pulse.boot();
            counter = pulse.counter();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the next boot has to repeat; the same until it is used, so that nobody who repeats old pulses keeps the
     * origin out.
     */
    String challenge() {
        lock.lock();
        try {
            if (challenge.isEmpty()) {
                byte[] bytes = new byte[CHALLENGE_BYTES];
                random.nextBytes(bytes);
                challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            }
            return challenge;
        } finally {
            lock.unlock();
        }
    }
}
