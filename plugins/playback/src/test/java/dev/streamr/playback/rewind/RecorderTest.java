package dev.streamr.playback.rewind;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.Packaging;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryStream;
import dev.streamr.playback.testing.MemoryWindow;
import dev.streamr.playback.testing.TestNode;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    @TempDir
    private Path folder;

    private final TestNode node = new TestNode();
    private final MemoryStream stream = new MemoryStream("show", Media.TRACKS);
    private final MemoryWindow window = stream.window(Packaging.FMP4);
    private final Bus events = new Bus();
    private final CollectorRegistry metrics = new CollectorRegistry();

    @BeforeEach
    void begin() {
        node.add(stream);
    }

    @AfterEach
    void end() {
        node.close();
    }

    private Recorder recorder(Duration length, long sizeBytes) {
        return new Recorder(node, events, folder, new RewindLimits(length, sizeBytes), metrics, HlsService::lines);
    }

    private List<Long> recorded(Recorder recorder) {
        return recorder.find(stream).orElseThrow().recorded().stream().map(Recorded::mediaSequence).toList();
    }

    @Test
    void whatHasLeftTheLiveWindowIsReadFromDisk() throws IOException {
        Recorder recorder = recorder(Duration.ofHours(1), 1 << 20);
        Media.segment(window, 0);
        Media.segment(window, 1);
        recorder.look();
        window.keep(1);
        Recording recording = recorder.find(stream).orElseThrow();
        assertEquals(List.of(0L, 1L), recorded(recorder));
        assertArrayEquals("0.0;0.1;0.2;0.3;0.4;0.5;0.6;0.7;0.8;0.9;".getBytes(StandardCharsets.US_ASCII),
                recording.read(recording.find(0).orElseThrow()));
        assertFalse(recording.find(2).isPresent());
    }

    @Test
    void theLengthIsBounded() {
        Recorder recorder = recorder(Duration.ofSeconds(6), 1 << 20);
        LongStream.range(0, 10).forEach(sequence -> Media.segment(window, sequence));
        recorder.look();
        assertEquals(List.of(7L, 8L, 9L), recorded(recorder));
        assertEquals(7, dropped("age"));
        assertFalse(Files.exists(folder.resolve("show/6.m4s")));
    }

    @Test
    void theBytesAreBounded() {
        Recorder recorder = recorder(Duration.ofHours(1), 100);
        LongStream.range(0, 5).forEach(sequence -> Media.segment(window, sequence));
        recorder.look();
        assertEquals(List.of(3L, 4L), recorded(recorder));
        assertEquals(3, dropped("bytes"));
        assertEquals(80, metrics.getSampleValue("streamr_playback_rewind_bytes"));
    }

    @Test
    void aDiskThatTakesNoMoreIsToldOnceAndTheNextAttemptGoesOn() throws IOException {
        Recorder recorder = recorder(Duration.ofHours(1), 1 << 20);
        Media.segment(window, 0);
        recorder.look();
        Path inTheWay = Files.createDirectories(folder.resolve("show/1.m4s/x"));
        Media.segment(window, 1);
        recorder.look();
        recorder.look();
        assertEquals(1, events.heard.size());
        assertTrue(events.heard.getFirst() instanceof Event.StreamWarned warned
                && warned.warning().code().equals("rewind-disk-full"));
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        window.keep(1);
        recorder.look();
        assertEquals(List.of(1L), recorded(recorder));
    }

    @Test
    void aStartEmptiesTheFolder() throws IOException {
        Files.createDirectories(folder.resolve("old"));
        Files.writeString(folder.resolve("old/7.m4s"), "media");
        try (Recorder recorder = recorder(Duration.ofHours(1), 1 << 20)) {
            recorder.start();
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(Optional.empty(), files.filter(file -> file.endsWith("old")).findAny());
            }
        }
    }

    private double dropped(String reason) {
        return metrics.getSampleValue("streamr_playback_rewind_dropped_segments_total", new String[]{"reason"},
                new String[]{reason});
    }

    private static final class Bus implements EventBus {
        private final List<Event> heard = new ArrayList<>();

        @Override
        public void publish(Event event) {
            heard.add(event);
        }

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
            throw new UnsupportedOperationException();
        }
    }
}
