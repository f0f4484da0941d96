package dev.streamr.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One stream, published with its key, reaches real players over every protocol. */
class LivePictureIT {

    private static final int SECONDS = 4;
    private static final Pattern URI_OF_PART = Pattern.compile("#EXT-X-PART:.*URI=\"([^\"]+)\"");
    private static final Pattern MEDIA_PLAYLIST = Pattern.compile("(?m)^[^#].*\\.m3u8.*$");

    @TempDir
    static Path folder;
    private static ImageDaemon daemon;
    private static Publisher publisher;

    @BeforeAll
    static void publishWithAKey() throws IOException, InterruptedException {
        daemon = new ImageDaemon(Image.BUILT, folder, "key");
        publisher = new Publisher(daemon.rtmp(StreamKeys.add(daemon, "show")));
        daemon.awaitBody("/live/show.m3u8");
    }

    @AfterAll
    static void stop() throws IOException {
        publisher.close();
        daemon.close();
    }

    @Test
    void hlsShowsMovingPictureAndSound() throws IOException, InterruptedException {
        assertMoving(Viewer.watch(daemon.http("/live/show.m3u8"), SECONDS));
    }

    @Test
    void httpFlvShowsMovingPictureAndSound() throws IOException, InterruptedException {
        assertMoving(Viewer.watch(daemon.http("/live/show.flv"), SECONDS));
    }

    @Test
    void rtmpShowsMovingPictureAndSound() throws IOException, InterruptedException {
        assertMoving(Viewer.watch(daemon.rtmp("show"), SECONDS));
    }

    @Test
    void eachPartThatAPlaylistNamesIsThere() throws IOException, InterruptedException {
        String path = mediaPlaylist();
        String playlist = daemon.awaitBody(path);
        assertTrue(playlist.contains("CAN-BLOCK-RELOAD=YES"), playlist);
        assertTrue(playlist.contains("#EXT-X-PRELOAD-HINT:TYPE=PART"), playlist);

        var parts = URI_OF_PART.matcher(playlist).results().map(part -> part.group(1)).toList();
        assertTrue(!parts.isEmpty(), playlist);
        for (String part : parts) {
            assertEquals(200, daemon.get(resolve(path, part)).statusCode(), part);
        }
    }

    @Test
    void aBlockingReloadAnswersWithTheSegmentThatWasNotThereYet() throws IOException, InterruptedException {
        String path = mediaPlaylist();
        String before = daemon.awaitBody(path);
        long next = Playlists.mediaSequence(before) + Playlists.segments(before) + 1;

        String after = daemon.awaitBody(path + (path.contains("?") ? "&" : "?") + "_HLS_msn=" + next + "&_HLS_part=0");

        assertTrue(Playlists.mediaSequence(after) + Playlists.segments(after) >= next, after);
    }

    private static String mediaPlaylist() {
        String multivariant = daemon.awaitBody("/live/show.m3u8");
        String first = MEDIA_PLAYLIST.matcher(multivariant).results().map(MatchResult::group).findFirst().orElseThrow();
        return resolve("/live/show.m3u8", first.strip());
    }

    private static String resolve(String base, String reference) {
        var resolved = java.net.URI.create(base).resolve(reference);
        return resolved.getRawQuery() == null ? resolved.getPath() : resolved.getPath() + "?" + resolved.getRawQuery();
    }

    /** Not one frame may be missing from what was played, but players may begin or end within a frame. */
    private static void assertMoving(Viewer.Seen seen) {
        long expected = (long) SECONDS * Clip.FRAME_RATE;
        assertTrue(seen.pictures() >= expected - 2, seen.toString());
        assertTrue(seen.distinct() >= expected - 2, seen.toString());
        assertTrue(seen.sounds() > SECONDS * 40L, seen.toString());
    }
}
