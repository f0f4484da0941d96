package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import io.prometheus.client.CollectorRegistry;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Streams that come and go leave nothing behind. */
class NativeMemoryTest {

    private static final int ROUNDS = 9;
    private static final int STREAMS = 300;
    /**
     * A leak grows in every round, by 19 MiB if it were only a muxer's scratch buffer; the compiler and the heap grow in
     * some. So the median round tells.
     */
    private static final long MOST_GROWTH_BYTES = 4L << 20;

    @Test
    void repeatedStreamsLeaveNoNativeMemoryAndNoThreads() {
        List<FlvTag> clip = Clips.until(Clips.load("bframes"), 2_500);
        try (RemuxService service = new RemuxService(RemuxConfig.DEFAULT, new CollectorRegistry())) {
            publish(service, clip);
            int threads = Thread.activeCount();
            long pointers = Pointer.totalBytes();
            long[] growth = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long before = Pointer.physicalBytes();
                publish(service, clip);
                growth[round] = Pointer.physicalBytes() - before;
            }
            Arrays.sort(growth);
            assertTrue(growth[ROUNDS / 2] < MOST_GROWTH_BYTES, () -> "grew by " + Arrays.toString(growth));
            assertEquals(pointers, Pointer.totalBytes());
            assertTrue(Thread.activeCount() <= threads);
        }
    }

    private static void publish(RemuxService service, List<FlvTag> clip) {
        for (int i = 0; i < STREAMS; i++) {
            FakeStream stream = new FakeStream("s" + i);
            stream.request(Packaging.MPEGTS);
            FakePublication publication = new FakePublication(stream);
            try (Remuxer remuxer = service.open(publication, new Rig.MemoryPosition(StreamPosition.Position.START))) {
                clip.forEach(remuxer::tag);
            }
            assertEquals(2, stream.parts(Packaging.MPEGTS).size());
        }
    }
}
