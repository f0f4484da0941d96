package dev.streamr.daemon.cli;

import dev.streamr.daemon.Image;
import dev.streamr.daemon.config.Configuration;
import dev.streamr.daemon.config.EffectiveValue;
import dev.streamr.daemon.demo.TestPicture;
import dev.streamr.daemon.demo.viewer.Recording;
import dev.streamr.daemon.http.ListenerHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Publishes a short stream to the running daemon and watches it, all at the addresses that its listeners have. */
final class StreamTest {

    /** From the start of FFmpeg to the first playlist; a slow machine needs a fraction of this. */
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    /** Shares of the pictures that are due: from here on it plays well, below that it does not play. */
    private static final double ENOUGH = 0.8;
    private static final double TOO_FEW = 0.3;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Configuration config;
    private final DaemonClient daemon;
    private final PublicFace face;
    private final Duration length;
    private final List<Finding> findings = new ArrayList<>();

    StreamTest(Configuration config, DaemonClient daemon, PublicFace face, Duration length) {
        this.config = config;
        this.daemon = daemon;
        this.face = face;
        this.length = length;
    }

    List<Finding> run() throws InterruptedException {
        Optional<Path> home = Image.home();
        if (home.isEmpty()) {
            return List.of(Finding.failed("test stream", "there is no FFmpeg: this does not run from an image",
                    "start bin/streamr of the installation"));
        }
        Duration atMost = LONGEST_START.plus(length).plus(length);
        try (TestStream stream = TestStream.open(daemon, home.get(), ListenerHost.inUrl(rtmpBind()), atMost)) {
            if (awaitPlaylist(stream)) {
                watch(stream, home.get());
            }
        } catch (IOException | CommandFailure e) {
            findings.add(Finding.failed("test stream", PublicFace.reason(e), "streamr doctor"));
        }
        return findings;
    }

    private String rtmpBind() {
        return config.values().stream().filter(value -> value.key().equals("ingest.rtmp.bind"))
                .map(EffectiveValue::value).findFirst().orElse("0.0.0.0");
    }

    /** Until viewers get a playlist; what stands in the way is found. */
    private boolean awaitPlaylist(TestStream stream) throws InterruptedException {
        long begin = System.nanoTime();
        String last = "";
        while (System.nanoTime() - begin < LONGEST_START.toNanos()) {
            if (stream.picture().hasEnded()) {
                findings.add(Finding.failed("publish", stream.picture().whyEnded(),
                        "does the RTMP listener (ingest.rtmp) let this machine in? See: streamr status"));
                return false;
            }
            try {
                int status = face.get(face.at("/live/" + stream.name() + ".m3u8")).statusCode();
                if (status == 200) {
                    findings.add(Finding.ok("publish", String.format(Locale.ROOT,
                            "a test picture is taken over RTMP; the first playlist came after %.1f s",
                            (System.nanoTime() - begin) / 1e9)));
                    return true;
                }
                last = "the playlist answers " + status;
            } catch (IOException e) {
                last = "the playlist cannot be had: " + PublicFace.reason(e);
            }
            Thread.sleep(LOOK);
        }
        findings.add(Finding.failed("publish", "no picture after " + LONGEST_START.toSeconds() + " s: " + last,
                "is this machine very busy? See: streamr status"));
        return false;
    }

    private void watch(TestStream stream, Path home) throws InterruptedException {
        face.publicUrl(stream.name()).ifPresent(findings::add);
        findings.add(face.playerPage(stream.name()));
        try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Watched> hls = viewers.submit(() -> Watched.by(face,
                    client -> Recording.ofHls(client, face.at("/live/" + stream.name() + ".m3u8"), length)));
            Future<Watched> flv = viewers.submit(() -> Watched.by(face,
                    client -> Recording.ofFlv(client, face.at("/live/" + stream.name() + ".flv"), length)));
            findings.add(seen("LL-HLS", hls, home));
            findings.add(seen("HTTP-FLV", flv, home));
        }
        if (stream.picture().hasEnded()) {
            findings.add(Finding.failed("publish", stream.picture().whyEnded(), "streamr status"));
        }
    }

    private Finding seen(String protocol, Future<Watched> future, Path home) throws InterruptedException {
        String remedy = "is this machine busy, or a friend's machine that viewers are sent to out of reach? See: streamr status";
        try {
            Watched watched = future.get();
            long pictures = watched.recording().pictures(home);
            long due = length.toSeconds() * TestPicture.RATE;
            String detail = pictures + " pictures, watched for " + length.toSeconds() + " s";
            if (pictures >= due * ENOUGH) {
                return watched.distrust().isEmpty()
                        ? Finding.ok(protocol, detail)
                        : Finding.warning(protocol,
                                detail + ", at a friend's machine whose certificate is not known here: "
                                        + watched.distrust(),
                                "where it is not known either, browsers are served by this machine instead;"
                                        + " a certificate of a public authority is known everywhere");
            }
            String few = detail + "; it should be about " + due;
            return pictures >= due * TOO_FEW
                    ? Finding.warning(protocol, few, remedy)
                    : Finding.failed(protocol, few, remedy);
        } catch (ExecutionException e) {
            return Finding.failed(protocol, "nothing could be watched: "
                    + (e.getCause() instanceof Exception cause ? PublicFace.reason(cause) : String.valueOf(e)), remedy);
        } catch (IOException e) {
            return Finding.failed(protocol, "FFmpeg cannot look at it: " + PublicFace.reason(e), remedy);
        }
    }
}
