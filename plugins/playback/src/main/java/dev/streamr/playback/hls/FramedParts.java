package dev.streamr.playback.hls;

import dev.streamr.api.Part;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Resource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest parts of a stream as whole HTTP answers. At the live edge all viewers want the same part within a moment:
 * it is framed once, and everybody's answer is one write of the same array.
 */
final class FramedParts {

    /** Parts that are kept, newest first; at 0.2 s and 3 Mbit/s together about 0.6 MB. */
    private static final int KEPT = 8;

    private record Framed(Part part, byte[] bytes) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Framed> kept = new ArrayDeque<>(KEPT + 1);

    /** The answer that holds this part. */
    byte[] of(Part part) {
        lock.lock();
        try {
            for (Framed known : kept) {
                if (known.part().equals(part)) {
                    return known.bytes();
                }
            }
            byte[] bytes = resource(part).framed();
            kept.addFirst(new Framed(part, bytes));
            if (kept.size() > KEPT) {
                kept.removeLast();
            }
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** A part as a resource. */
    static Resource resource(Part part) {
        return HlsStream.media(LiveHeaders.MP4, part.mediaSequence() + "." + part.index(), List.of(part.bytes()),
                part.proof());
    }
}
