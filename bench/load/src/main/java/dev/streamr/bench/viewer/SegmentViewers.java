package dev.streamr.bench.viewer;

import dev.streamr.bench.Options;
import dev.streamr.bench.Tally;
import dev.streamr.bench.http.HttpConnection;
import dev.streamr.bench.http.HttpConnection.Answer;
import dev.streamr.bench.http.MediaPlaylist;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Viewers of whole segments: each asks for the playlist once per target duration and for every segment that is new.
 * Options: {@code port}, {@code count}, {@code path} (the media playlist).
 */
public final class SegmentViewers {

    private SegmentViewers() {}

    /** Lets the viewers arrive. */
    public static void start(Options options, Tally tally) {
        InetSocketAddress server = options.server();
        String path = options.text("path");
        Crowd.start(options.number("count"), tally, () -> watch(server, path, tally));
    }

    private static void watch(InetSocketAddress server, String path, Tally tally)
            throws IOException, InterruptedException {
        try (HttpConnection connection = new HttpConnection(server)) {
            long have = -1;
            while (true) {
                long before = connection.received();
                MediaPlaylist playlist = MediaPlaylist.parse(ok(connection, path, tally).text());
                List<String> segments = playlist.segments();
                long first = playlist.next() - segments.size();
                for (long number = Math.max(have + 1, playlist.next() - 1); number < playlist.next(); number++) {
                    String segment = segments.get((int) (number - first));
                    ok(connection, MediaPlaylist.resolve(path, segment), tally);
                }
                if (have < 0) {
                    tally.ready();
                }
                have = playlist.next() - 1;
                tally.bytes(connection.received() - before);
                Thread.sleep(playlist.targetSeconds() * 1000L);
            }
        }
    }

    /** Asks; any answer but 200 is an error. */
    static Answer ok(HttpConnection connection, String path, Tally tally) throws IOException {
        Answer answer = connection.get(path);
        tally.request();
        if (answer.status() != 200) {
            throw new IOException(path + ": " + answer.status());
        }
        return answer;
    }
}
