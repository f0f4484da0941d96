package dev.streamr.api;

import java.util.List;

/**
 * How a run of tags looks on a wire: FLV in HTTP chunks, RTMP chunks. Each batch is encoded once per encoding, and all
 * viewers write the same bytes; therefore the result depends on nothing but the tags. Implementations are singletons
 * without state.
 */
@FunctionalInterface
public interface TagEncoding {

    /** The bytes of these tags, in order. */
    byte[] encode(List<FlvTag> tags);
}
