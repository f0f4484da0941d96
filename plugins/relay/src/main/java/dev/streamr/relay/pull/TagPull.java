package dev.streamr.relay.pull;

import dev.streamr.api.FlvTag;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import dev.streamr.api.VerifyingKey;
import dev.streamr.relay.tags.FrameInput;
import dev.streamr.relay.tags.FrameRing;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Pulls the tags of a stream while somebody here wants them: viewers of HTTP-FLV and RTMP, or relays behind this one.
 * One virtual thread.
 */
final class TagPull {

    private static final System.Logger LOG = System.getLogger(TagPull.class.getName());
    private static final Duration LOOK = Duration.ofMillis(100);
    /** Tags are pulled for so long after the last who wanted them. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final StreamName stream;
    private final VerifyingKey key;
    private final Puller puller;
    private final RelayedWindow window;
    private final FrameRing frames = new FrameRing();
    private final Backoff backoff = new Backoff();
    private final TagOrder order = new TagOrder();
    private final Thread thread;
    private volatile long wantedAt = System.nanoTime() - LINGER.toNanos();

    TagPull(StreamName stream, VerifyingKey key, Puller puller, RelayedWindow window) {
        this.stream = stream;
        this.key = key;
        this.puller = puller;
        this.window = window;
        this.thread = Thread.ofVirtual().name("relay-tags-" + stream).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    FrameRing frames() {
        return frames;
    }

    /** Ends it, and the readers of its frames. */
    void close() {
        thread.interrupt();
        frames.end();
    }

    private void run() {
        try {
            while (true) {
                if (wanted()) {
                    pull();
                    backoff.pause();
                } else {
                    Thread.sleep(LOOK);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the tags are let go");
        }
    }

    private boolean wanted() {
        Map<Protocol, Integer> viewers = window.stream().map(LiveStream::info).map(info -> info.viewers())
                .orElse(Map.of());
        if (frames.readers() > 0 || viewers.containsKey(Protocol.HTTP_FLV) || viewers.containsKey(Protocol.RTMP)) {
            wantedAt = System.nanoTime();
        }
        return System.nanoTime() - wantedAt < LINGER.toNanos();
    }

    private void pull() throws InterruptedException {
        List<Parents.Parent> parents = puller.parents().list();
        if (parents.isEmpty()) {
            return;
        }
        Parents.Parent parent = parents.getFirst();
        LOG.log(Level.INFO, "relay of {0}: tags from {1}", stream, parent);
        String end = "nobody wants them";
        try (InputStream in = open(parent)) {
            FrameInput input = new FrameInput(in, stream, key);
            order.begin();
            while (wanted()) {
                FrameInput.Frame frame = input.next();
                backoff.reset();
                if (frame.bytes().length > 0) {
                    order.fresh(frame.tags()).forEach(this::publish);
                    frames.add(frame.bytes());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            end = String.valueOf(e.getMessage());
            puller.metrics().failure("tags");
            puller.parents().punish(parent, Parents.LATE);
        } finally {
            LOG.log(Level.INFO, "relay of {0}: no more tags from {1}: {2}", stream, parent, end);
        }
    }

    private void publish(FlvTag tag) {
        window.tag(tag);
    }

    private InputStream open(Parents.Parent parent) throws IOException, InterruptedException {
        TagAddress address = TagAddress.of(parent.base(), stream);
        return puller.transport().open(URI.create(address.url()), address.token());
    }
}
