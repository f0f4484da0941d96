package dev.streamr.relay.pull;

import dev.streamr.api.InitSegment;
import dev.streamr.relay.feed.FeedRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The initialisation segments of a stream: pulled once each, before the first part that needs it. For one thread. */
final class Inits {

    /** Longest one. */
    private static final int MOST_BYTES = 1024 * 1024;
    /** Kept at a time; the oldest goes. A window needs one, and one more when the encoder changes. */
    private static final int KEPT = 16;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Puller puller;
    private final Runnable whenDone;
    private final LinkedHashMap<String, InitSegment> ready = new LinkedHashMap<>();
    private final LinkedHashMap<String, FeedRecord.Init> announced = new LinkedHashMap<>();
    private final Map<String, ObjectPull> pulls = new LinkedHashMap<>();

    /** @param whenDone is told, on another thread, when one may have become ready */
    Inits(Puller puller, Runnable whenDone) {
        this.puller = puller;
        this.whenDone = whenDone;
    }

    /** The origin's word on one. */
    void announce(FeedRecord.Init init) {
        if (init.sizeBytes() > MOST_BYTES) {
            throw new IllegalArgumentException("feed: an initialisation of " + init.sizeBytes() + " bytes is too long");
        }
        if (!announced.containsKey(init.id())) {
            announced.put(init.id(), init);
            if (announced.size() > KEPT) {
                String oldest = announced.pollFirstEntry().getKey();
                ready.remove(oldest);
                cancel(oldest);
            }
        }
        if (!ready.containsKey(init.id()) && !pulls.containsKey(init.id())) {
            pull(init);
        }
    }

    /** The segment, when it is here; asks for it again when nobody had it. */
    Optional<InitSegment> find(String id) {
        ObjectPull pull = pulls.get(id);
        FeedRecord.Init init = announced.get(id);
        if (pull != null && init != null && pull.done()) {
            pulls.remove(id);
            pull.bytes().ifPresentOrElse(bytes -> ready.put(id, new InitSegment(id, bytes, init.tracks())),
                    () -> pull(init));
        }
        return Optional.ofNullable(ready.get(id));
    }

    /** Whether the origin has spoken of it. */
    boolean knows(String id) {
        return announced.containsKey(id);
    }

    private void pull(FeedRecord.Init init) {
        ObjectPull pull = ObjectPull.start(puller, "init-" + init.id() + ".mp4", whenDone);
        pull.expect(new ObjectPull.Expected(init.sizeBytes(), init.sha256(), PATIENCE, PATIENCE));
        pulls.put(init.id(), pull);
    }

    private void cancel(String id) {
        ObjectPull pull = pulls.remove(id);
        if (pull != null) {
            pull.cancel();
        }
    }

    /** Gives up what is under way. */
    void close() {
        pulls.values().forEach(ObjectPull::cancel);
        pulls.clear();
    }
}
