package dev.streamr.daemon.stream;

import dev.streamr.api.FlvTag;
import dev.streamr.api.TagBatch;
import dev.streamr.api.TagEncoding;
import dev.streamr.api.TagReader;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A closed run of tags and its bytes on each wire, made once and shared by all viewers. */
final class SharedBatch implements TagBatch {

    /** What the wires made of it, newest first: a list of one to three. */
    private record Encoded(TagEncoding encoding, byte[] bytes, @Nullable Encoded next) {}

    private final List<FlvTag> tags;
    private final boolean startsAtKeyframe;
    private final TagReader.Next asNext = new TagReader.Next(TagReader.Outcome.BATCH, this);
    private final ReentrantLock encoding = new ReentrantLock();
    private volatile @Nullable Encoded encoded;
    private volatile boolean wanted;

    SharedBatch(List<FlvTag> tags, boolean startsAtKeyframe) {
        this.tags = List.copyOf(tags);
        this.startsAtKeyframe = startsAtKeyframe;
    }

    @Override
    public List<FlvTag> tags() {
        return tags;
    }

    @Override
    public boolean startsAtKeyframe() {
        return startsAtKeyframe;
    }

    @Override
    public byte[] encoded(TagEncoding wire) {
        if (!wanted) {
            wanted = true;
        }
        return encodedFor(wire);
    }

    /** The answer of {@link TagReader#next} that holds this batch; one for all readers. */
    TagReader.Next asNext() {
        return asNext;
    }

    /**
     * Makes the bytes that viewers asked of the batch before this one, so that they find them ready instead of all
     * waiting for the first of them.
     */
    void encodeLike(SharedBatch before) {
        if (before.wanted) {
            for (Encoded one = before.encoded; one != null; one = one.next()) {
                encodedFor(one.encoding());
            }
        }
    }

    private byte[] encodedFor(TagEncoding wire) {
        byte[] bytes = find(wire);
        if (bytes != null) {
            return bytes;
        }
        encoding.lock();
        try {
            bytes = find(wire);
            if (bytes == null) {
                bytes = wire.encode(tags);
                encoded = new Encoded(wire, bytes, encoded);
            }
            return bytes;
        } finally {
            encoding.unlock();
        }
    }

    private byte @Nullable [] find(TagEncoding wire) {
        for (Encoded one = encoded; one != null; one = one.next()) {
            if (one.encoding().equals(wire)) {
                return one.bytes();
            }
        }
        return null;
    }
}
