package dev.streamr.ingest.rtmp;

import dev.streamr.api.FlvTag;
import dev.streamr.bench.sample.SampleMedia;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Puts two seconds of a publisher's messages together from chunks of 4,096 bytes, as OBS sends them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChunkReaderBenchmark {

    private static final int CHUNK = 4096;

    private final List<FlvTag> tags = SampleMedia.groupOfPictures();
    private final byte[] wire = wire(tags);

    /** Reads all messages. */
    @Benchmark
    public void readTwoSeconds(Blackhole messages) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(wire);
        WireInput input = new WireInput(in::read);
        input.widen();
        ChunkReader reader = new ChunkReader(input, RtmpLimits.DEFAULTS);
        reader.chunkSize(CHUNK);
        for (int i = 0; i < tags.size(); i++) {
            messages.consume(reader.read());
        }
    }

    private static byte[] wire(List<FlvTag> tags) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (FlvTag tag : tags) {
            byte[] payload = tag.payload();
            int stream = ChunkWriter.chunkStreamOf(tag.kind().flvType());
            out.write(stream);
            u24(out, (int) tag.timestampMillis());
            u24(out, payload.length);
            out.write(tag.kind().flvType());
            out.writeBytes(new byte[]{1, 0, 0, 0});
            for (int from = 0; from < payload.length; from += CHUNK) {
                if (from > 0) {
                    out.write(0xC0 | stream);
                }
                out.write(payload, from, Math.min(CHUNK, payload.length - from));
            }
        }
        return out.toByteArray();
    }

    private static void u24(ByteArrayOutputStream out, int value) {
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
    }
}
