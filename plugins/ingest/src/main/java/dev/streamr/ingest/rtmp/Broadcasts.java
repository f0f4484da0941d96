package dev.streamr.ingest.rtmp;

import dev.streamr.api.LimitExceededException;
import dev.streamr.api.NameTakenException;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.ingest.remux.Remuxer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are published here by RTMP, one connection each. The newest publisher of a name wins at once. */
final class Broadcasts {

    /** Somebody's hold on a stream. */
    private record Holder(RtmpConnection connection, Broadcast broadcast) {}

    private final StreamRegistry streams;
    private final RemuxerFactory remuxers;
    /** Take-overs of one stream happen one after the other, inside the map, so that numbers of parts go on in order. */
    private final Map<StreamName, Holder> holders = new ConcurrentHashMap<>();

    Broadcasts(StreamRegistry streams, RemuxerFactory remuxers) {
        this.streams = streams;
        this.remuxers = remuxers;
    }

    /**
     * Starts publishing; the present publisher, if any, is cut off.
     *
     * @throws LimitExceededException when the node carries as many streams as it may
     * @throws NameTakenException     when this machine relays a stream of this name
     */
    Broadcast open(StreamName name, String protocol, RtmpConnection connection) {
        Holder holder = holders.compute(name, (_, former) -> {
            if (former != null) {
                former.broadcast().stop();
                former.connection().close(CloseReason.TAKEN_OVER);
            }
            Publication publication = streams.publish(name, protocol);
            return new Holder(connection, new Broadcast(publication, openRemuxer(publication)));
        });
        return holder.broadcast();
    }

    /** Ends a broadcast and forgets it, unless the stream has a new holder. */
    void end(StreamName name, Broadcast broadcast, Publication.End end) {
        broadcast.end(end);
        holders.computeIfPresent(name, (_, holder) -> holder.broadcast() == broadcast ? null : holder);
    }

    /** The connection that publishes this stream now. */
    Optional<RtmpConnection> publisher(StreamName name) {
        return Optional.ofNullable(holders.get(name)).map(Holder::connection);
    }

    /** How many streams are published here. */
    int count() {
        return holders.size();
    }

    private Remuxer openRemuxer(Publication publication) {
        try {
            return remuxers.open(publication);
        } catch (RuntimeException e) {
            publication.close(Publication.End.INTERRUPTED);
            throw e;
        }
    }
}
