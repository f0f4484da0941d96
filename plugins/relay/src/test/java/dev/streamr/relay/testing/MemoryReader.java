package dev.streamr.relay.testing;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Protocol;
import dev.streamr.api.TagBatch;
import dev.streamr.api.TagEncoding;
import dev.streamr.api.TagReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One viewer's place in a {@link MemoryStream}. */
final class MemoryReader implements TagReader {

    private static final List<FlvTag> END = List.of();

    private final LinkedBlockingQueue<List<FlvTag>> queue = new LinkedBlockingQueue<>();
    private final Protocol protocol;
    private final Consumer<MemoryReader> onClose;

    MemoryReader(Protocol protocol, Consumer<MemoryReader> onClose) {
        this.protocol = protocol;
        this.onClose = onClose;
    }

    Protocol protocol() {
        return protocol;
    }

    void offer(List<FlvTag> tags) {
        queue.add(tags);
    }

    @Override
    public Next next(Duration atMost) throws InterruptedException {
        List<FlvTag> tags = queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (tags == null) {
            return new Next(Outcome.IDLE, null);
        }
        return tags.isEmpty() ? new Next(Outcome.ENDED, null) : new Next(Outcome.BATCH, new Batch(tags));
    }

    @Override
    public long skippedTags() {
        return 0;
    }

    @Override
    public void delivered(long bytes) {}

    @Override
    public void close() {
        queue.add(END);
        onClose.accept(this);
    }

    private record Batch(List<FlvTag> tags) implements TagBatch {
        @Override
        public boolean startsAtKeyframe() {
            return tags.getFirst().kind() == FlvTag.Kind.VIDEO_KEYFRAME;
        }

        @Override
        public byte[] encoded(TagEncoding encoding) {
            return encoding.encode(tags);
        }
    }
}
