package dev.streamr.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What all viewers or publishers of this process did so far; any thread may add to it. */
public final class Tally {

    /** Samples kept for the percentiles; later ones are counted but not kept. */
    private static final int MAX_SAMPLES = 1 << 18;

    private final AtomicLong ready = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bursts = new AtomicLong();
    private final AtomicLong startedMicros = new AtomicLong();
    private final Samples firstByteMicros = new Samples();
    private final Samples delayMicros = new Samples();

    /** One more client is up and gets (or sends) media. */
    public void ready() {
        ready.incrementAndGet();
    }

    /** One client broke. Its reason goes to standard error. */
    public void lost(Throwable reason) {
        if (lost.incrementAndGet() <= 5) {
            System.err.println("lost a client: " + reason);
        }
    }

    /** Payload and framing that crossed the socket. */
    public void bytes(long count) {
        bytes.addAndGet(count);
    }

    /** One answered HTTP request. */
    public void request() {
        requests.incrementAndGet();
    }

    /** Wall-clock time of the clip's beginning, in microseconds since 1970. */
    public void started(long micros) {
        startedMicros.set(micros);
    }

    /** Media that arrived after a pause: one write of the server. */
    public void burst() {
        bursts.incrementAndGet();
    }

    /** Time from the request to the first byte of media, in microseconds. */
    public void firstByte(long micros) {
        firstByteMicros.add(micros);
    }

    /** Age of a picture when its last byte arrived, in microseconds. */
    public void delay(long micros) {
        delayMicros.add(micros);
    }

    /** How many clients are up. */
    public long readyCount() {
        return ready.get();
    }

    /** The counters as one line of JSON. */
    String json() {
        return String.format(Locale.ROOT,
                "{\"ready\":%d,\"lost\":%d,\"bytes\":%d,\"requests\":%d,\"bursts\":%d,\"startedMicros\":%d,"
                        + "\"nanos\":%d,\"firstByteMicros\":%s,"
                        + "\"delayMicros\":%s}",
                ready.get(), lost.get(), bytes.get(), requests.get(), bursts.get(), startedMicros.get(),
                System.nanoTime(),
                firstByteMicros.json(),
                delayMicros.json());
    }

    /** Values of which the percentiles are wanted. */
    private static final class Samples {

        private long[] values = new long[64];
        private int size;

        synchronized void add(long value) {
            if (size == MAX_SAMPLES) {
                return;
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        synchronized String json() {
            if (size == 0) {
                return "null";
            }
            long[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            return String.format(Locale.ROOT, "{\"count\":%d,\"p50\":%d,\"p90\":%d,\"p99\":%d,\"max\":%d}", size,
                    sorted[size / 2], sorted[(int) (size * 0.9)], sorted[(int) (size * 0.99)], sorted[size - 1]);
        }
    }
}
