package dev.streamr.relay.pull;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Publication;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.VerifyingKey;
import dev.streamr.relay.feed.Place;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.tags.FrameRing;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One stream that this machine carries for its origin: from feed and parents into the stream registry. A broken feed is
 * taken up again; until then the publication stays, and viewers play on from its window. Any thread.
 */
public final class RelayedStream implements AutoCloseable {

    /**
     * How the stream is here.
     *
     * @param ready     whether viewers can be served
     * @param over      whether there is nothing to serve because its publisher has ended it
     * @param why       it is not ready; empty when it is
     * @param hopMicros from the origin's word on a part to the part, in the middle
     */
    public record Standing(Place newest, boolean ready, boolean over, String why, long hopMicros) {}

    private static final System.Logger LOG = System.getLogger(RelayedStream.class.getName());
    /** The origin's words that are not worked on yet; then the feed waits. */
    private static final int MOST_ITEMS = 4_096;
    /** Without a word from the origin for so long the publication ends. */
    private static final Duration ORIGIN_AWAY = Duration.ofSeconds(60);
    private static final Duration FEED_SILENT = Duration.ofSeconds(4);
    private static final Duration BEHIND = Duration.ofMillis(1500);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final StreamName name;
    private final URI origin;
    private final Parents parents = new Parents();
    private final BlockingQueue<FeedItem> items = new ArrayBlockingQueue<>(MOST_ITEMS);
    private final Waker waker = new Waker();
    private final HopTimes hops = new HopTimes();
    private final RelayedWindow window;
    private final Pipeline pipeline;
    private final FeedClient feed;
    private final TagPull tags;
    private final Thread thread;
    private volatile String feedToken = "";
    private volatile long behindNanos;

    /**
     * @param origin    base URL of the origin
     * @param key       by which its word is known
     * @param streams   where the stream is published
     * @param transport how parts and feed are asked for
     * @param blame     what is held against parents
     */
    public RelayedStream(StreamName name, URI origin, VerifyingKey key, StreamRegistry streams, Transport transport,
            Blame blame, PullMetrics metrics) {
        this.name = name;
        this.origin = origin;
        window = new RelayedWindow(name, streams);
        Puller puller = new Puller(transport, parents, new HedgeBudget(), blame, metrics);
        pipeline = new Pipeline(puller, window, items, waker::wake, nanos -> {
            hops.add(nanos);
            metrics.hop(nanos);
        });
        feed = new FeedClient(origin, name, key, () -> feedToken, transport, metrics, items, waker::wake);
        tags = new TagPull(name, key, puller, window);
        thread = Thread.ofVirtual().name("relay-" + name).unstarted(this::run);
    }

    /** Begins; after the first {@link #order}. */
    public void start() {
        LOG.log(Level.INFO, "relay of {0}: begins", name);
        thread.start();
        feed.start();
        tags.start();
    }

    /**
     * The origin's wish.
     *
     * @throws IllegalArgumentException when the address of a parent is none
     */
    public void order(Pulse.Order order) {
        parents.order(order.parents().stream().map(this::parent).toList());
        feedToken = order.token();
    }

    /** The origin's own base is a path below the URL under which this machine knows it. */
    private Parents.Parent parent(Pulse.Parent parent) {
        String base = parent.base().startsWith("/")
                ? origin.toString().replaceAll("/+$", "") + parent.base()
                : parent.base();
        URI url = URI.create(base);
        String scheme = String.valueOf(url.getScheme());
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https")) || !base.endsWith("/")) {
            throw new IllegalArgumentException("parents: base must be a URL or path that ends with a slash");
        }
        return new Parents.Parent(parent.node(), base);
    }

    /** The frames of tags, for relays behind this one. */
    public FrameRing frames() {
        return tags.frames();
    }

    /** How it stands now. */
    public Standing standing() {
        String why = whyNotReady();
        return new Standing(window.newest(), why.isEmpty(), window.over(), why, hops.medianMicros());
    }

    private String whyNotReady() {
        if (!window.trouble().isEmpty()) {
            return window.trouble();
        }
        if (window.over()) {
            return "the stream is over";
        }
        Snapshot here = window.stream().map(stream -> stream.window(Packaging.FMP4).snapshot())
                .filter(now -> !now.segments().isEmpty() && now.segments().getFirst().complete()).orElse(null);
        if (!feed.connected() || silent(FEED_SILENT)) {
            return feed.connected() ? "the feed of the origin is silent" : feed.trouble();
        }
        if (here == null) {
            return "it has no whole segment yet";
        }
        return behindNanos > BEHIND.toNanos() ? "parts come late" : "";
    }

    private boolean silent(Duration time) {
        return System.nanoTime() - feed.heardAt() > time.toNanos();
    }

    private void run() {
        try {
            while (true) {
                pipeline.work();
                behindNanos = pipeline.behindNanos();
                if (silent(ORIGIN_AWAY) && window.stream().isPresent()) {
                    LOG.log(Level.WARNING, "relay of {0}: nothing of its origin for {1} s", name,
                            ORIGIN_AWAY.toSeconds());
                    window.close(Publication.End.INTERRUPTED);
                }
                waker.await(LOOK);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the stream is let go");
        } finally {
            pipeline.close();
            window.close(Publication.End.INTERRUPTED);
            LOG.log(Level.INFO, "relay of {0}: let go at {1}", name, window.newest());
        }
    }

    /** The stream as it is published here, while it is. */
    public Optional<LiveStream> stream() {
        return window.stream();
    }

    /** Lets the stream go: its viewers wait for the grace period of interrupted streams. */
    @Override
    public void close() {
        feed.close();
        tags.close();
        thread.interrupt();
    }
}
