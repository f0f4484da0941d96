package dev.streamr.api;

/** One stream as its viewers find it. It outlives its publisher for a while, so that an encoder may come back. */
public interface LiveStream {

    /** Its public name. */
    StreamName name();

    /**
     * Whether its media comes from the origin of this stream, which decides who watches: it is served to sessions that
     * the origin signed only (see {@link Director}).
     */
    boolean relayed();

    /** What is known of it now. Never blocks. */
    StreamInfo info();

    /**
     * Joins the tags at the last keyframe. Counts as one viewer until closed.
     *
     * @param protocol what the viewer is counted as
     */
    TagReader follow(Protocol protocol);

    /** The HLS window in this packaging; empty until parts come. */
    SegmentWindow window(Packaging packaging);

    /**
     * Asks for a packaging that is not made by default, for the next minute; repeat while viewers want it. The first
     * segment comes after the next keyframe.
     */
    void request(Packaging packaging);

    /** Whether somebody asked for this packaging in the last minute; always true for {@link Packaging#FMP4}. */
    boolean requested(Packaging packaging);

    /** Reports how many viewers a protocol has that is not followed through {@link #follow} (HLS). */
    void viewers(Protocol protocol, int count);

    /** Counts bytes that reached viewers of such a protocol; feeds {@code streamr_egress_bytes_total}. */
    void delivered(Protocol protocol, long bytes);
}
