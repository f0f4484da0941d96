package dev.streamr.ingest.flv;

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
import org.openjdk.jmh.infra.Blackhole;

/** Tells what the messages of two seconds hold. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FlvTagsBenchmark {

    private final List<FlvTag> tags = SampleMedia.groupOfPictures();

    /** Reads the header of each message. */
    @Benchmark
    public void readTwoSeconds(Blackhole read) throws FlvException {
        for (FlvTag tag : tags) {
            read.consume(FlvTags.read(tag.kind().flvType(), tag.timestampMillis(), tag.payload()));
        }
    }
}
