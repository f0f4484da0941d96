package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;

/** Who watches, as the origin placed them. Any thread; nothing blocks. */
public interface Audience {

    /** Sessions of a stream. */
    int viewers(StreamName stream);

    /** Sessions of a stream that a node serves. */
    int viewers(StreamName stream, NodeName node);
}
