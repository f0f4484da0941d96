package dev.streamr.daemon.demo;

import dev.streamr.daemon.Daemon;
import dev.streamr.daemon.Image;
import dev.streamr.daemon.StartException;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.ops.NodeStatus.StreamLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A daemon of its own in this process, and the test picture that is published to it, until the time is up. */
final class Demo {

    /** From the start of FFmpeg to the first playlist; a slow machine needs a fraction of this. */
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

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
        Path home = Image.home().orElseThrow(() -> new DemoFailure("it needs the whole image: run bin/streamr demo"));
        try (DemoFolder folder = DemoFolder.create(); Daemon daemon = start(folder.configuration(addresses))) {
            try (TestPicture picture = TestPicture.publish(home, addresses.rtmp().toString())) {
                if (awaitPlaylist(picture)) {
                    announce();
                    watch(daemon, picture, length);
                }
            }
        }
    }

    /** Neither the environment nor a configuration of this machine has a say in what the demo does. */
    private static Daemon start(Path configuration) throws DemoFailure {
        try {
            return Startup.start(configuration, Map.of());
        } catch (StartException e) {
            throw new DemoFailure("the daemon does not start: " + e.getMessage());
        }
    }

    /** Waits until a viewer gets a playlist; false when the demo is to end before that. */
    private boolean awaitPlaylist(TestPicture picture) throws DemoFailure, IOException, InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_START.toNanos();
        try (HttpClient viewer = HttpClient.newHttpClient()) {
            while (System.nanoTime() < giveUp) {
                if (get(viewer, addresses.hls()) == 200) {
                    return true;
                }
                if (ended(picture, Duration.ofMillis(100))) {
                    return false;
                }
            }
        }
        throw new DemoFailure("no picture after " + LONGEST_START.toSeconds() + " s; is this machine very busy?");
    }

    private static int get(HttpClient viewer, URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LONGEST_START).build();
        HttpResponse<Void> response = viewer.send(request, BodyHandlers.discarding());
        return response.statusCode();
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

    private void watch(Daemon daemon, TestPicture picture, Duration length) throws DemoFailure, InterruptedException {
        StatusLine line = StatusLine.onTerminal(out);
        long end = System.nanoTime() + length.toNanos();
        long started = System.nanoTime();
        while (System.nanoTime() < end) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (ended(picture, left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1))) {
                break;
            }
            Optional<StreamLine> stream = daemon.view().status().streams().stream()
                    .filter(one -> one.name().equals(DemoAddresses.STREAM)).findFirst();
            line.show(stream, Duration.ofNanos(System.nanoTime() - started));
        }
        line.close();
    }

    /** Waits this long; true when the demo is to end. Ctrl-C reaches FFmpeg too: its end is then no failure. */
    private boolean ended(TestPicture picture, Duration atMost) throws DemoFailure, InterruptedException {
        if (ending.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        if (picture.hasEnded() && !ending.await(1, TimeUnit.SECONDS)) {
            throw new DemoFailure(picture.whyEnded());
        }
        return ending.getCount() == 0;
    }
}
