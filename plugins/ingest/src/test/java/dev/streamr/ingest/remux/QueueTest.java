package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.DataSize;
import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A pool that is too slow costs media, never the publisher's time and never the order. */
class QueueTest {

    private final FakeStream stream = new FakeStream("show");
    private final FakePublication publication = new FakePublication(stream);
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final CollectorRegistry registry = new CollectorRegistry();

    @Test
    void aFullQueueDropsToTheNextKeyframeAndKeepsThePlaces() {
        RemuxConfig config = new RemuxConfig(null, null, DataSize.ofMebibytes(1), null);
        StreamRemuxer remuxer = new StreamRemuxer(config, publication, new Rig.MemoryPosition(
                StreamPosition.Position.START), new RemuxMetrics(registry), work::add, Clock.systemUTC());
        Ffmpeg.startLoading();
        List<FlvTag> tags = Clips.repeated(Clips.until(Clips.load("bframes"), 8_000), 8_000, 120_000);
        Clips.until(tags, 100_000).forEach(remuxer::tag);
        runAll();
        tags.stream().filter(tag -> tag.timestampMillis() >= 100_000).forEach(remuxer::tag);
        runAll();
        assertEquals(List.of(), publication.faults);
        List<Part> parts = stream.parts(Packaging.FMP4);
        assertFalse(parts.getFirst().gap());
        int lost = (int) parts.stream().filter(Part::gap).count();
        assertTrue(lost > 100, () -> lost + " parts without media");
        assertFalse(parts.getLast().gap());
        Part back = parts.get(lastGap(parts) + 1);
        assertEquals(0, back.index());
        assertTrue(back.independent());
        assertTrue(registry.getSampleValue("streamr_ingest_dropped_frames_total", new String[]{"reason"},
                new String[]{"queue-full"}) > 1000);
    }

    private void runAll() {
        Runnable next = work.poll();
        while (next != null) {
            next.run();
            next = work.poll();
        }
    }

    private static int lastGap(List<Part> parts) {
        int last = -1;
        for (int i = 0; i < parts.size(); i++) {
            last = parts.get(i).gap() ? i : last;
        }
        return last;
    }
}
