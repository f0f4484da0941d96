package dev.streamr.daemon.demo.viewer;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** Viewers that arrive one after another, each on a virtual thread. Closing it sends them all away. */
final class Crowd implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** Until whoever has not left yet is not waited for any more. */
    private static final Duration GOODBYES = Duration.ofSeconds(2);
    /** Playlists that viewers at different places of a stream read at the same time. */
    private static final int MOST_PLAYLISTS = 64;

    private final Tally tally = new Tally();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT).executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Lets them arrive, evenly within a time; returns when all have.
     *
     * @param origin   base URL of the origin
     * @param atOrigin whether they leave relays alone
     */
    void arrive(URI origin, String stream, boolean atOrigin, int count, Duration within) throws InterruptedException {
        SignedRecords records = new SignedRecords(stream);
        Recent<ByteBuffer, MediaPlaylist> playlists = new Recent<>(MOST_PLAYLISTS);
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().name("viewer-" + i)
                    .start(new Viewer(client, origin, stream, atOrigin, records, playlists, tally)));
            Thread.sleep(within.dividedBy(count));
        }
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread viewer : threads) {
                viewer.join(GOODBYES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.shutdownNow();
        }
    }
}
