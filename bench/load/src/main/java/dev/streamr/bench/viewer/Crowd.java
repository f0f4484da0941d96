package dev.streamr.bench.viewer;

import dev.streamr.bench.Tally;
import java.util.concurrent.locks.LockSupport;

/** Many viewers, each on a virtual thread, that arrive one after another. */
final class Crowd {

    /** Milliseconds between two arrivals: 200 viewers a second. */
    private static final int ARRIVAL_MILLIS = 5;

    private Crowd() {}

    /** What one viewer does until it breaks or the process ends. */
    interface Viewer {
        void watch() throws Exception;
    }

    static void start(int count, Tally tally, Viewer viewer) {
        Thread.ofPlatform().daemon().name("arrivals").start(() -> {
            for (int i = 0; i < count; i++) {
                Thread.ofVirtual().start(() -> run(tally, viewer));
                LockSupport.parkNanos(ARRIVAL_MILLIS * 1_000_000L);
            }
        });
    }

    private static void run(Tally tally, Viewer viewer) {
        try {
            viewer.watch();
        } catch (Exception e) {
            tally.lost(e);
        }
    }
}
