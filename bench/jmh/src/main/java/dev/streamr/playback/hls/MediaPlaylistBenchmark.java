package dev.streamr.playback.hls;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Renders the playlist of a 30 s window with parts of 0.2 s: once per part for all viewers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MediaPlaylistBenchmark {

    private static final int SEGMENTS = 15;
    private static final int PARTS = 10;

    private static final URI BASE = URI.create("http://192.0.2.7:8080/live/show/s/" + "t".repeat(120) + "/");

    private final Snapshot window = new Snapshot(1, 2_000_000, 200_000, segments(), false);
    private final NamedPlaylist named = NamedPlaylist.full(window, "tag");

    /** The whole playlist. */
    @Benchmark
    public String full() {
        return MediaPlaylist.full(window, Packaging.FMP4);
    }

    /** The delta update. */
    @Benchmark
    public String delta() {
        return MediaPlaylist.delta(window, Packaging.FMP4);
    }

    /** The delta update with its compressed twin, ready to be sent. */
    @Benchmark
    public Object deltaCompressed() {
        return new PlaylistBody(MediaPlaylist.delta(window, Packaging.FMP4), "tag");
    }

    /** What one viewer costs whose segments are named on a relay: the base put into the playlist's holes. */
    @Benchmark
    public Object named() {
        return named.resource(BASE, false).framed();
    }

    /** The same for a player that takes gzip. */
    @Benchmark
    public Object namedCompressed() {
        return named.resource(BASE, true).framed();
    }

    private static List<Segment> segments() {
        InitSegment init = new InitSegment("0123456789ab", new byte[700], List.of());
        List<Segment> segments = new ArrayList<>();
        for (int number = 0; number < SEGMENTS; number++) {
            List<Part> parts = new ArrayList<>();
            for (int index = 0; index < PARTS; index++) {
                parts.add(new Part(1000 + number, index, 200_000, index == 0, index == PARTS - 1, false, false,
                        Instant.EPOCH.plusMillis(number * 2000L + index * 200L), init, new byte[75_000]));
            }
            segments.add(new Segment(1000 + number, 0, false, init, parts, true));
        }
        return segments;
    }
}
