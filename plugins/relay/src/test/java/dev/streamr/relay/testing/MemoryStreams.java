package dev.streamr.relay.testing;

import dev.streamr.api.LiveStream;
import dev.streamr.api.NameTakenException;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamInfo.State;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of one machine. */
public final class MemoryStreams implements StreamRegistry {

    private final Map<StreamName, MemoryStream> streams = new ConcurrentHashMap<>();

    /** The stream, made when it is not there. */
    public MemoryStream stream(String name) {
        return streams.computeIfAbsent(new StreamName(name), MemoryStream::new);
    }

    /** Forgets a stream, as a restart does. */
    public void forget(String name) {
        streams.remove(new StreamName(name));
    }

    @Override
    public Publication publish(StreamName name, String protocol) {
        MemoryStream stream = stream(name.value());
        boolean relay = protocol.equals(RELAY);
        if (stream.publications() > 0 && stream.relayed() != relay && stream.info().state() != State.ENDED) {
            throw new NameTakenException("a stream of this name is published here");
        }
        return stream.publish(protocol);
    }

    @Override
    public Optional<LiveStream> find(StreamName name) {
        return Optional.ofNullable(streams.get(name)).filter(stream -> stream.publications() > 0).map(stream -> stream);
    }

    @Override
    public List<LiveStream> streams() {
        return List.copyOf(streams.values());
    }
}
