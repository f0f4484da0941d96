package dev.streamr.bench.viewer;

import dev.streamr.bench.Options;
import dev.streamr.bench.Tally;
import dev.streamr.bench.http.HttpConnection;
import dev.streamr.bench.http.MediaPlaylist;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/**
 * LL-HLS viewers that ask as hls.js does: a blocking playlist reload for the next part, then the parts that are new, all
 * on one kept-alive connection, with gzip and delta updates for the playlist. Options: {@code port}, {@code count},
 * {@code path} (the multivariant playlist).
 */
public final class LowLatencyViewers {

    private LowLatencyViewers() {}

    /** Lets the viewers arrive. */
    public static void start(Options options, Tally tally) {
        InetSocketAddress server = options.server();
        Crowd.start(options.number("count"), tally, () -> watch(server, options.text("path"), tally, part -> {}));
    }

    static void watch(InetSocketAddress server, String path, Tally tally, Consumer<byte[]> part) throws IOException {
        try (HttpConnection connection = new HttpConnection(server)) {
            String multivariant = SegmentViewers.ok(connection, path, tally).text();
            String media = MediaPlaylist.resolve(path, MediaPlaylist.firstVariant(multivariant));
            MediaPlaylist playlist = MediaPlaylist.parse(SegmentViewers.ok(connection, media, tally).text());
            String last = playlist.parts().isEmpty() ? "" : playlist.parts().getLast();
            boolean ready = false;
            while (true) {
                long before = connection.received();
                String ask = media + "?_HLS_msn=" + playlist.next() + "&_HLS_part=" + playlist.growing()
                        + (playlist.delta() ? "&_HLS_skip=YES" : "");
                playlist = MediaPlaylist.parse(SegmentViewers.ok(connection, ask, tally).text());
                List<String> parts = playlist.parts();
                for (String uri : parts.subList(parts.lastIndexOf(last) + 1, parts.size())) {
                    part.accept(SegmentViewers.ok(connection, MediaPlaylist.resolve(media, uri), tally).body());
                    last = uri;
                }
                if (!ready) {
                    ready = true;
                    tally.ready();
                }
                tally.bytes(connection.received() - before);
            }
        }
    }
}
