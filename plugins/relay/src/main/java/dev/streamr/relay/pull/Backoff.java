package dev.streamr.relay.pull;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Longer and longer pauses between tries, each of random length, so that relays do not all come back at the same moment.
 * For one thread.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 4;

    private int tries;

    /** It worked. */
    void reset() {
        tries = 0;
    }

    /** Waits before the next try: up to 0.1 s at first, up to 1.6 s in the end. */
    void pause() throws InterruptedException {
        long most = FIRST.toMillis() << Math.min(tries, MOST_DOUBLINGS);
        tries++;
        Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
