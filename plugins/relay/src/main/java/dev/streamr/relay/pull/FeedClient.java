package dev.streamr.relay.pull;

import dev.streamr.api.StreamName;
import dev.streamr.api.VerifyingKey;
import dev.streamr.relay.feed.FeedLines;
import dev.streamr.relay.feed.FeedRecord;
import dev.streamr.relay.feed.FeedService;
import dev.streamr.relay.feed.Place;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Follows the feed of one stream at its origin, for as long as it is told to; comes back by itself. One virtual thread.
 */
final class FeedClient {

    private static final System.Logger LOG = System.getLogger(FeedClient.class.getName());

    private final URI origin;
    private final StreamName stream;
    private final VerifyingKey key;
    private final Supplier<String> token;
    private final Transport transport;
    private final PullMetrics metrics;
    private final BlockingQueue<FeedItem> items;
    private final Runnable whenHeard;
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private Place last = Place.NONE;
    private volatile boolean connected;
    private volatile long heardAt = System.nanoTime();
    private volatile String trouble = "the feed is not open yet";

    /**
     * @param origin    base URL
     * @param token     for the feed, as it is now
     * @param items     takes the lines; when it is full, the feed waits
     * @param whenHeard is told of every line
     */
    FeedClient(URI origin, StreamName stream, VerifyingKey key, Supplier<String> token, Transport transport,
            PullMetrics metrics, BlockingQueue<FeedItem> items, Runnable whenHeard) {
        this.origin = origin;
        this.stream = stream;
        this.key = key;
        this.token = token;
        this.transport = transport;
        this.metrics = metrics;
        this.items = items;
        this.whenHeard = whenHeard;
        this.thread = Thread.ofVirtual().name("relay-feed-" + stream).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends it. */
    void close() {
        thread.interrupt();
    }

    /** Whether lines come. */
    boolean connected() {
        return connected;
    }

    /** When the last line came, as {@link System#nanoTime}; the beginning when none came. */
    long heardAt() {
        return heardAt;
    }

    /** Why no lines come; empty while they do. */
    String trouble() {
        return connected ? "" : trouble;
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                try (InputStream in = transport.open(url(), token.get())) {
                    follow(new LineReader(in));
                } catch (IOException | IllegalArgumentException e) {
                    broken(e);
                }
                backoff.pause();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the feed is let go");
        } finally {
            connected = false;
        }
    }

    private URI url() {
        String after = last.equals(Place.NONE) ? "" : "?after=" + last;
        return URI.create(origin.toString().replaceAll("/+$", "") + FeedService.PATH + stream + after);
    }

    private void broken(Exception e) {
        String why = String.valueOf(e.getMessage());
        if (connected && !Thread.currentThread().isInterrupted()) {
            metrics.failure("feed");
            LOG.log(Level.WARNING, "relay of {0}: the feed broke: {1}", stream, why);
        }
        connected = false;
        trouble = "the feed of the origin is broken: " + why;
    }

    private void follow(LineReader lines) throws IOException, InterruptedException {
        LiveEdge edge = new LiveEdge(last);
        boolean atTheEdge = false;
        while (true) {
            String line = lines.next();
            FeedRecord record = FeedLines.read(line, stream, key);
            heardAt = System.nanoTime();
            if (!connected) {
                connected = true;
                LOG.log(Level.INFO, "relay of {0}: the feed is open", stream);
            }
            FeedItem item = new FeedItem(record, line, heardAt, !atTheEdge);
            boolean over = record instanceof FeedRecord.End(boolean finished) && finished;
            if (atTheEdge) {
                take(item);
            } else {
                edge.add(item);
                if (over || record instanceof FeedRecord.KeepAlive) {
                    atTheEdge = true;
                    List<FeedItem> chosen = edge.chosen();
                    // A stream that is over has nothing new; it is asked for less and less often until it begins again.
                    if (!over || chosen.stream().anyMatch(one -> one.record() instanceof FeedRecord.PartRecord)) {
                        backoff.reset();
                    }
                    takeAll(chosen);
                }
            }
            if (over) {
                return;
            }
        }
    }

    private void takeAll(List<FeedItem> chosen) throws InterruptedException {
        for (FeedItem item : chosen) {
            take(item);
        }
    }

    private void take(FeedItem item) throws InterruptedException {
        switch (item.record()) {
            case FeedRecord.PartRecord part -> {
                last = new Place(part.mediaSequence(), part.index());
                items.put(item);
            }
            case FeedRecord.Head _,FeedRecord.Init _,FeedRecord.End _ -> items.put(item);
            case FeedRecord.KeepAlive _ -> {
            }
        }
        whenHeard.run();
    }
}
