package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;

/** One publication's way into HLS. For one thread at a time; never waits for FFmpeg. */
public interface Remuxer extends AutoCloseable {

    /**
     * Takes a tag, in the order of arrival. What cannot be used is counted and, where the streamer can mend it, said
     * through {@link dev.streamr.api.Publication#warn}; it never throws for what a publisher sent.
     */
    void tag(FlvTag tag);

    /** Ends the last part and waits, at most two seconds, until all parts are with the publication. Idempotent. */
    @Override
    void close();
}
