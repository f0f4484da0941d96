package dev.streamr.ingest.rtmp;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Publication;
import dev.streamr.ingest.remux.Remuxer;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a publisher's media goes into: the tag ring and the remuxer. The publisher's thread brings tags; whoever takes
 * the stream over ends it from another thread. After the end nothing gets in.
 */
final class Broadcast {

    private static final System.Logger LOG = System.getLogger(Broadcast.class.getName());

    private final Publication publication;
    private final Remuxer remuxer;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ended;

    Broadcast(Publication publication, Remuxer remuxer) {
        this.publication = publication;
        this.remuxer = remuxer;
    }

    void tag(FlvTag tag) {
        lock.lock();
        try {
            if (!ended) {
                publication.tag(tag);
                remuxer.tag(tag);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody else publishes the stream now, maybe not by RTMP. */
    boolean superseded() {
        return publication.superseded();
    }

    /** Lets the last part out and lets go of the stream. Idempotent. */
    void end(Publication.End end) {
        if (stop()) {
            publication.close(end);
        }
    }

    /** A remuxer that fails must not keep the stream from ending, or the next publisher from taking it. */
    private void closeRemuxer() {
        try {
            remuxer.close();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the last parts of a stream are lost", e);
        }
    }

    /** Lets the last part out but holds the stream, for the next publisher to take it over without a gap. */
    boolean stop() {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            ended = true;
            closeRemuxer();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
