package dev.streamr.ingest;

import dev.streamr.api.StreamName;
import dev.streamr.ingest.rtmp.PublisherGate;
import dev.streamr.ingest.rtmp.StreamPath;
import java.util.Optional;

/** {@code publish: open}: keys still work, and any valid name publishes as its own key. */
record OpenGate(PublisherGate keys) implements PublisherGate {

    @Override
    public Optional<StreamName> streamOf(StreamPath path) {
        return keys.streamOf(path).or(() -> StreamName.isValid(path.name())
                ? Optional.of(new StreamName(path.name()))
                : Optional.empty());
    }
}
