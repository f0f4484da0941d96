package dev.streamr.relay.tags;

import dev.streamr.api.FlvTag;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.TagEncoding;
import dev.streamr.relay.http.Chunks;
import java.util.List;

/**
 * Tags as a signed frame in one HTTP chunk. One instance for each stream, so that each batch is signed once for all
 * relays.
 */
record SignedEncoding(StreamName stream, SigningKey key) implements TagEncoding {

    @Override
    public byte[] encode(List<FlvTag> tags) {
        return Chunks.of(TagFrames.write(tags, stream, key));
    }
}
