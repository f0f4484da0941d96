package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Streams that come and go leave nothing behind. */
class NativeMemoryTest {

    private static final int WARM_UP = 400;
    private static final int STREAMS = 800;
    /** A leak of one muxer's buffers (64 KiB and more) in each of the streams would be twice this. */
    private static final long MOST_GROWTH_BYTES = 24L << 20;

    @Test
    void repeatedStreamsLeaveNoNativeMemoryAndNoThreads() {
        List<FlvTag> clip = Clips.until(Clips.load("bframes"), 2_500);
        try (RemuxService service = new RemuxService(RemuxConfig.DEFAULT, new CollectorRegistry())) {
            publish(service, clip, WARM_UP);
            int threads = Thread.activeCount();
            long pointers = Pointer.totalBytes();
            System.gc();
            long before = Pointer.physicalBytes();
            publish(service, clip, STREAMS);
            System.gc();
            long growth = Pointer.physicalBytes() - before;
            assertTrue(growth < MOST_GROWTH_BYTES, () -> "grew by " + growth + " bytes");
            assertEquals(pointers, Pointer.totalBytes());
            assertTrue(Thread.activeCount() <= threads);
        }
    }

    private static void publish(RemuxService service, List<FlvTag> clip, int times) {
        for (int i = 0; i < times; i++) {
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
