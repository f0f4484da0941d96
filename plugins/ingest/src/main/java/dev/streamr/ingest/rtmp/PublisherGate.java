package dev.streamr.ingest.rtmp;

import dev.streamr.api.StreamName;
import java.util.Optional;

/** Says which stream a publisher may send. */
@FunctionalInterface
public interface PublisherGate {

    /**
     * The stream that this path opens; empty when it opens none. Blocks on the database; a
     * broken one throws.
     *
     * @param path what the publisher asked for; secret
     */
    Optional<StreamName> streamOf(StreamPath path);
}
