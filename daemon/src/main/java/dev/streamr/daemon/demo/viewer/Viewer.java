package dev.streamr.daemon.demo.viewer;

import dev.streamr.daemon.demo.viewer.MediaPlaylist.Piece;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One viewer: a session, then the parts of the stream as they come, for as long as its thread is not interrupted. When the
 * session breaks, its player plays on from what it has while a new one is opened.
 */
final class Viewer implements Runnable {

    /** Until an answer that is there already counts as late. */
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int LONGEST_PAUSE_SECONDS = 5;
    /** Further behind the newest segment than this, a player goes to live. */
    private static final int MOST_SEGMENTS_BEHIND = 2;

    private final HttpClient client;
    private final URI origin;
    private final String stream;
    private final boolean atOrigin;
    private final SignedRecords records;
    private final Recent<ByteBuffer, MediaPlaylist> playlists;
    private final Tally tally;
    private final Playout playout;
    private long sequence;
    private int part;
    private boolean placed;

    /**
     * @param origin    base URL of the origin
     * @param atOrigin  whether relays are left alone
     * @param playlists what other viewers have read lately, by its bytes
     */
    Viewer(HttpClient client, URI origin, String stream, boolean atOrigin, SignedRecords records,
            Recent<ByteBuffer, MediaPlaylist> playlists, Tally tally) {
        this.client = client;
        this.origin = origin;
        this.stream = stream;
        this.atOrigin = atOrigin;
        this.records = records;
        this.playlists = playlists;
        this.tally = tally;
        this.playout = tally.viewer();
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(session());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Watches until the session breaks; how long to wait then. */
    private Duration session() throws InterruptedException {
        try {
            Session session = Session.open(client, origin, stream, atOrigin);
            tally.opened();
            try {
                watch(session);
            } catch (InterruptedException e) {
                session.leave(felt());
                throw e;
            }
        } catch (Session.Full e) {
            tally.refused();
            return Duration.ofSeconds(Math.clamp(e.retrySeconds(), 1, LONGEST_PAUSE_SECONDS));
        } catch (IOException | IllegalArgumentException e) {
            tally.broken(e);
        }
        return PAUSE;
    }

    private void watch(Session session) throws IOException, InterruptedException {
        HedgedLoader loader = new HedgedLoader(client, session.sources(), tally);
        MediaPlaylist playlist = playlist(loader, "media.m3u8", PATIENCE);
        while (!playlist.ended()) {
            for (Piece piece : wanted(playlist)) {
                take(loader, session, piece);
            }
            playout.ready(playlist.holdBack().toNanos(), System.nanoTime());
            if (session.report(felt(), loader.hadTrouble())) {
                tally.receipt();
            }
            playlist = playlist(loader, playlist.blocking(), playlist.partTarget().plus(PATIENCE));
        }
    }

    /** Whoever asks at the same place of the stream gets the same bytes, and reads the same in them. */
    private MediaPlaylist playlist(HedgedLoader loader, String file, Duration patience)
            throws IOException, InterruptedException {
        Loaded loaded = loader.load(file, patience, _ -> true);
        ByteBuffer bytes = ByteBuffer.wrap(loaded.bytes());
        MediaPlaylist known = playlists.get(bytes);
        if (known == null) {
            known = MediaPlaylist.parse(loaded.text());
            playlists.put(bytes, known);
        }
        return known;
    }

    private List<Piece> wanted(MediaPlaylist playlist) {
        if (placed && playlist.next() - sequence > MOST_SEGMENTS_BEHIND) {
            tally.skipped(playlist.next() - sequence);
            placed = false;
        }
        return placed ? playlist.from(sequence, part) : playlist.beginning();
    }

    private void take(HedgedLoader loader, Session session, Piece piece) throws IOException, InterruptedException {
        Predicate<Loaded> right = loaded -> loaded.from().isOrigin()
                || records.match(piece.object(), loaded.bytes(), loaded.record(), session.originKey());
        Loaded loaded = loader.load(piece.uri(), PATIENCE, right);
        loaded.from().delivered(piece.object(),
                records.shared(piece.object(), loaded.bytes(), loaded.record(), session.originKey()));
        tally.of(loaded.from()).part((wallMicros() - piece.endMicros()) / 1000);
        playout.arrive(piece.durationMicros(), piece.endMicros(), System.nanoTime());
        placed = true;
        sequence = piece.part() < 0 ? piece.sequence() + 1 : piece.sequence();
        part = piece.part() < 0 ? 0 : piece.part() + 1;
    }

    private Playout.Felt felt() {
        return playout.felt(System.nanoTime(), wallMicros());
    }

    private static long wallMicros() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    }
}
