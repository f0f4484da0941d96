package dev.streamr.ingest.rtmp;

import dev.streamr.api.Publication;
import dev.streamr.ingest.remux.Remuxer;

/** Starts the way into HLS of a publication. */
@FunctionalInterface
public interface RemuxerFactory {

    /** Opens a remuxer; whoever opens it closes it. */
    Remuxer open(Publication publication);
}
