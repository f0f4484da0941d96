package dev.streamr.ingest.rtmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/** Any bytes are messages, an end or a refusal, and never more memory than the bounds. */
class ChunkReaderFuzz {

    private static final Duration ANY = Duration.ofSeconds(1);
    private static final RtmpLimits LIMITS = new RtmpLimits(1 << 20, 65_536, 1, 1, ANY, ANY, ANY, ANY);

    @FuzzTest(maxDuration = "15s")
    void readsAnything(byte[] data) throws IOException {
        ChunkReader reader = Chunks.reader(data, LIMITS);
        MediaClock clock = new MediaClock();
        try {
            while (true) {
                RawMessage raw = reader.read();
                if (clock.unwrap(raw.timestamp()) < 0) {
                    throw new AssertionError("a negative time");
                }
                follow(reader, RtmpMessage.of(raw));
            }
        } catch (EOFException | RtmpException e) {
            // The two ways in which hostile input may end.
        }
    }

    private static void follow(ChunkReader reader, RtmpMessage message) throws RtmpException {
        switch (message) {
            case RtmpMessage.SetChunkSize(int bytes) -> reader.chunkSize(bytes);
            case RtmpMessage.Abort(int chunkStreamId) -> reader.abort(chunkStreamId);
            case RtmpMessage.Aggregate aggregate -> AggregateMessages.split(aggregate);
            case RtmpMessage.Media media -> Metadata.normalised(media.payload());
            case RtmpMessage.Command _,RtmpMessage.UserControl _,RtmpMessage.Window _,RtmpMessage.Ignored _ -> {
            }
        }
    }
}
