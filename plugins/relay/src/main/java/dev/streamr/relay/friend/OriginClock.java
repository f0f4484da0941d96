package dev.streamr.relay.friend;

import java.time.Instant;
import java.time.InstantSource;

/** The origin's time, as its pulses tell it; this machine's own clock does not matter. Any thread. */
final class OriginClock implements InstantSource {

    private record Heard(long originMillis, long atNanos) {}

    private volatile Heard last = new Heard(-1, 0);

    /** The origin says what time it is. */
    void heard(long originMillis) {
        last = new Heard(originMillis, System.nanoTime());
    }

    /** Whether it has ever said so. */
    boolean known() {
        return last.originMillis() >= 0;
    }

    @Override
    public Instant instant() {
        Heard heard = last;
        return Instant.ofEpochMilli(heard.originMillis()).plusNanos(System.nanoTime() - heard.atNanos());
    }
}
