package dev.streamr.ingest.rtmp;

import dev.streamr.api.FlvTag;
import dev.streamr.bench.sample.SampleMedia;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Encodes one batch for all RTMP players. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RtmpTagEncodingBenchmark {

    private final List<FlvTag> batch = SampleMedia.batch();

    /** One batch of 200 ms. */
    @Benchmark
    public byte[] encodeBatch() {
        return RtmpTagEncoding.INSTANCE.encode(batch);
    }
}
