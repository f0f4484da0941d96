package dev.streamr.playback.hls;

import dev.streamr.api.Packaging;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.rewind.Recorded;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest playlist of one window: each version is rendered by the first who asks for it, all others wait for that
 * and send the same bytes. Holds one version.
 */
final class PlaylistCache {

    private static final AtomicLong INSTANCES = new AtomicLong(System.currentTimeMillis());

    private final Packaging packaging;
    private final Supplier<List<Recorded>> past;
    private final String tag = Long.toString(INSTANCES.getAndIncrement(), Character.MAX_RADIX);
    private final ReentrantLock rendering = new ReentrantLock();
    private volatile @Nullable Version newest;

    PlaylistCache(Packaging packaging) {
        this(packaging, List::of);
    }

    /** @param past the segments on disk, when a playlist is rendered */
    PlaylistCache(Packaging packaging, Supplier<List<Recorded>> past) {
        this.packaging = packaging;
        this.past = past;
    }

    /** The playlist of this window, or of a later one. */
    PlaylistBody body(Snapshot window, boolean delta) {
        Version version = version(window);
        return (delta ? version.delta : version.full).get();
    }

    /** The same for viewers whose segments come from another machine. */
    NamedPlaylist named(Snapshot window) {
        return version(window).named.get();
    }

    private Version version(Snapshot window) {
        Version known = newest;
        if (known != null && known.window.version() >= window.version()) {
            return known;
        }
        rendering.lock();
        try {
            known = newest;
            if (known == null || known.window.version() < window.version()) {
                known = new Version(window);
                newest = known;
            }
            return known;
        } finally {
            rendering.unlock();
        }
    }

    private final class Version {
        private final Snapshot window;
        private final Once<PlaylistBody> full;
        private final Once<PlaylistBody> delta;
        private final Once<NamedPlaylist> named;

        Version(Snapshot window) {
            this.window = window;
            List<Recorded> before = past.get();
            String versionTag = tag + "." + window.version();
            this.full = new Once<>(
                    () -> new PlaylistBody(MediaPlaylist.full(window, packaging, before), versionTag));
            this.delta = new Once<>(
                    () -> new PlaylistBody(MediaPlaylist.delta(window, packaging, before), versionTag + "d"));
            this.named = new Once<>(() -> new NamedPlaylist(window, versionTag + "n"));
        }
    }

    /** Made at the first use, by one thread. */
    private static final class Once<T> {
        private final ReentrantLock making = new ReentrantLock();
        private final Supplier<T> maker;
        private volatile @Nullable T made;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        T get() {
            T known = made;
            if (known != null) {
                return known;
            }
            making.lock();
            try {
                known = made;
                if (known == null) {
                    known = maker.get();
                    made = known;
                }
                return known;
            } finally {
                making.unlock();
            }
        }
    }
}
