package dev.streamr.daemon.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** An origin alone, until the time is up. */
final class Demo {

    private final DemoAddresses addresses;
    private final PrintWriter out;
    private final CountDownLatch ending;

    /** @param ending counted down when somebody wants the demo to end before its time */
    Demo(DemoAddresses addresses, PrintWriter out, CountDownLatch ending) {
        this.addresses = addresses;
        this.out = out;
        this.ending = ending;
    }

    /** Runs the demo; all that it started has ended when this returns. */
    void run(Duration length) throws DemoFailure, IOException, InterruptedException {
        try (DemoFolder folder = DemoFolder.create();
                DemoOrigin origin = DemoOrigin.start(folder.configuration(addresses), addresses, ending)) {
            if (origin.awaitPlaylist()) {
                announce();
                watch(origin, length);
            }
        }
    }

    private void announce() {
        out.printf("""
                A test picture is live. Watch it:

                  browser   %s
                  HLS       %s
                  HTTP-FLV  %s
                  RTMP      %s

                Ctrl-C ends it.
                """, addresses.player(), addresses.hls(), addresses.flv(), addresses.rtmp());
        out.flush();
    }

    private void watch(DemoOrigin origin, Duration length) throws DemoFailure, InterruptedException {
        StatusLine line = StatusLine.onTerminal(out);
        long end = System.nanoTime() + length.toNanos();
        long started = System.nanoTime();
        while (System.nanoTime() < end) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (origin.ended(left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1))) {
                break;
            }
            line.show(origin.stream(), Duration.ofNanos(System.nanoTime() - started));
        }
        line.close();
    }
}
