package dev.streamr.daemon.demo;

import dev.streamr.daemon.Daemon;
import dev.streamr.daemon.Image;
import dev.streamr.daemon.StartException;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.ops.NodeStatus.StreamLine;
import java.io.IOException;
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

/** A daemon of its own in this process, and the test picture that is published to it. Closing it ends both. */
final class DemoOrigin implements AutoCloseable {

    /** From the start of FFmpeg to the first playlist; a slow machine needs a fraction of this. */
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final DemoAddresses addresses;
    private final Daemon daemon;
    private final TestPicture picture;
    private final CountDownLatch ending;

    private DemoOrigin(DemoAddresses addresses, Daemon daemon, TestPicture picture, CountDownLatch ending) {
        this.addresses = addresses;
        this.daemon = daemon;
        this.picture = picture;
        this.ending = ending;
    }

    /**
     * Starts both.
     *
     * @param ending counted down when somebody wants the demo to end before its time
     */
    static DemoOrigin start(Path configuration, DemoAddresses addresses, CountDownLatch ending)
            throws DemoFailure, IOException {
        Daemon daemon = start(configuration);
        try {
            return new DemoOrigin(addresses, daemon, TestPicture.publish(image(), addresses.rtmp().toString()),
                    ending);
        } catch (DemoFailure | IOException e) {
            daemon.close();
            throw e;
        }
    }

    /** Folder of the image that this process runs from. */
    static Path image() throws DemoFailure {
        return Image.home().orElseThrow(() -> new DemoFailure("it needs the whole image: run bin/streamr demo"));
    }

    /** Neither the environment nor a configuration of this machine has a say in what the demo does. */
    private static Daemon start(Path configuration) throws DemoFailure {
        try {
            return Startup.start(configuration, Map.of());
        } catch (StartException e) {
            throw new DemoFailure("the daemon does not start: " + e.getMessage());
        }
    }

    /** The demo's stream as the daemon sees it. */
    Optional<StreamLine> stream() {
        return daemon.view().status().streams().stream().filter(one -> one.name().equals(DemoAddresses.STREAM))
                .findFirst();
    }

    /** Waits until a viewer gets a playlist; false when the demo is to end before that. */
    boolean awaitPlaylist() throws DemoFailure, IOException, InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_START.toNanos();
        try (HttpClient viewer = HttpClient.newHttpClient()) {
            while (System.nanoTime() < giveUp) {
                if (get(viewer, addresses.hls()) == 200) {
                    return true;
                }
                if (ended(Duration.ofMillis(100))) {
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

    /** Waits this long; true when the demo is to end. Ctrl-C reaches FFmpeg too: its end is then no failure. */
    boolean ended(Duration atMost) throws DemoFailure, InterruptedException {
        if (ending.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        if (picture.hasEnded() && !ending.await(1, TimeUnit.SECONDS)) {
            throw new DemoFailure(picture.whyEnded());
        }
        return ending.getCount() == 0;
    }

    @Override
    public void close() {
        try (daemon) {
            picture.close();
        }
    }
}
