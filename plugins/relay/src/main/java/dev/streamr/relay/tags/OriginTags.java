package dev.streamr.relay.tags;

import dev.streamr.api.Keyring;
import dev.streamr.api.LiveStream;
import dev.streamr.api.PluginContext;
import dev.streamr.api.Protocol;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.TagBatch;
import dev.streamr.api.TagReader;
import dev.streamr.relay.http.Refusal;
import dev.streamr.relay.token.RelayGuard;
import dev.streamr.relay.token.SessionToken;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tags of this machine's own streams, signed for relays. Any thread. */
public final class OriginTags implements TagDoor {

    private final StreamRegistry streams;
    private final Services services;
    private final RelayGuard guard;
    /** One for each stream that was asked for and is still in the registry, which bounds it. */
    private final ConcurrentHashMap<StreamName, SignedEncoding> encodings = new ConcurrentHashMap<>();

    /** @param guard lets relays in */
    public OriginTags(PluginContext context, RelayGuard guard) {
        this.streams = context.streams();
        this.services = context.services();
        this.guard = guard;
    }

    @Override
    public Optional<Entrance> open(StreamName name, ServerRequest request) throws Refusal {
        Optional<LiveStream> stream = streams.find(name).filter(found -> !found.relayed());
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        SessionToken token = guard.check(name, request);
        Keyring keys = services.find(Keyring.class)
                .orElseThrow(() -> Refusal.unavailable("This machine has no keys yet."));
        encodings.keySet().removeIf(known -> streams.find(known).isEmpty());
        SignedEncoding encoding = encodings.computeIfAbsent(name, _ -> new SignedEncoding(name, keys.origin()));
        String relay = guard.node(token).map(node -> node.name().toString()).orElse("unknown");
        TagReader reader = stream.get().follow(Protocol.RELAY);
        return Optional.of(new Entrance(token.session(), relay, new Following(reader, encoding)));
    }

    /** Follows the stream's own tag ring. */
    private record Following(TagReader reader, SignedEncoding encoding) implements FrameReader {

        @Override
        public Next next(Duration atMost) throws InterruptedException {
            TagReader.Next next = reader.next(atMost);
            TagBatch batch = next.batch();
            return new Next(next.outcome(), batch == null ? null : batch.encoded(encoding));
        }

        @Override
        public void delivered(long bytes) {
            reader.delivered(bytes);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
