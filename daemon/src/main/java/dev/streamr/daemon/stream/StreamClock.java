package dev.streamr.daemon.stream;

import java.time.Instant;

/** What time it is. Tests bring their own. */
interface StreamClock {

    /** The clocks of this machine. */
    StreamClock SYSTEM = new StreamClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };

    /** For intervals, as {@link System#nanoTime}. */
    long nanoTime();

    /** For people. */
    Instant now();
}
