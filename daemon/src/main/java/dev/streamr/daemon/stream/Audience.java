package dev.streamr.daemon.stream;

import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import dev.streamr.api.TagReader;
import io.prometheus.client.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Who watches one stream, by protocol, and what they got. */
final class Audience {

    /** The viewers of one protocol. */
    private record Gallery(AtomicInteger followers, AtomicInteger reported, Counter.Child egress,
            Counter.Child skipped) {

        int count() {
            return followers.get() + reported.get();
        }
    }

    private final StreamName name;
    private final StreamMetrics metrics;
    private final Map<Protocol, Gallery> galleries = new EnumMap<>(Protocol.class);
    private final AtomicInteger followers = new AtomicInteger();
    private volatile boolean forgotten;

    Audience(StreamName name, StreamMetrics metrics) {
        this.name = name;
        this.metrics = metrics;
        for (Protocol protocol : Protocol.values()) {
            galleries.put(protocol, new Gallery(new AtomicInteger(), new AtomicInteger(),
                    metrics.egress(name, protocol), metrics.skipped(name, protocol)));
        }
    }

    TagReader follow(TagRing ring, Protocol protocol) {
        Gallery gallery = gallery(protocol);
        RingReader reader = new RingReader(ring, gallery.egress(), gallery.skipped(),
                () -> follower(protocol, gallery, -1));
        follower(protocol, gallery, 1);
        return reader;
    }

    void report(Protocol protocol, int count) {
        gallery(protocol).reported().set(Math.max(0, count));
        show(protocol);
    }

    void delivered(Protocol protocol, long bytes) {
        gallery(protocol).egress().inc((double) bytes);
    }

    /** Readers of the tag ring. */
    int followers() {
        return followers.get();
    }

    /** Viewers by protocol, zeros left out. */
    Map<Protocol, Integer> counts() {
        Map<Protocol, Integer> counts = new EnumMap<>(Protocol.class);
        galleries.forEach((protocol, gallery) -> {
            int count = gallery.count();
            if (count > 0) {
                counts.put(protocol, count);
            }
        });
        return counts;
    }

    /** Takes the stream's labels out of the metrics. */
    void forget() {
        forgotten = true;
        metrics.forget(name);
    }

    private void follower(Protocol protocol, Gallery gallery, int more) {
        gallery.followers().addAndGet(more);
        followers.addAndGet(more);
        show(protocol);
    }

    private void show(Protocol protocol) {
        if (!forgotten) {
            metrics.viewers(name, protocol, gallery(protocol).count());
        }
    }

    private Gallery gallery(Protocol protocol) {
        Gallery gallery = galleries.get(protocol);
        if (gallery == null) {
            throw new IllegalStateException("nobody counts " + protocol);
        }
        return gallery;
    }
}
