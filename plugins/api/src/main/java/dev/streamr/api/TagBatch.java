package dev.streamr.api;

import java.util.List;

/**
 * A run of tags that viewers get in one write. A batch that holds a keyframe starts with it, so a viewer may begin at
 * any batch for which {@link #startsAtKeyframe()} is true (at any batch at all in an audio-only stream).
 */
public interface TagBatch {

    /** The tags in decode order; immutable. */
    List<FlvTag> tags();

    /** Whether decoding can start here. */
    boolean startsAtKeyframe();

    /** The batch on the wire; encoded by the first caller, shared by all others. Not to be changed. */
    byte[] encoded(TagEncoding encoding);
}
