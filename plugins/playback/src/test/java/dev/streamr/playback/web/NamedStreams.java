package dev.streamr.playback.web;

import dev.streamr.api.LiveStream;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry whose streams have a name and a state, and no media. */
final class NamedStreams {

    private NamedStreams() {}

    static StreamRegistry of(Map<String, StreamInfo.State> states) {
        return (StreamRegistry) Proxy.newProxyInstance(NamedStreams.class.getClassLoader(),
                new Class<?>[]{StreamRegistry.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "find" -> find(states, (StreamName) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Optional<LiveStream> find(Map<String, StreamInfo.State> states, StreamName name) {
        return Optional.ofNullable(states.get(name.value())).map(state -> stream(new StreamInfo(name, state,
                Instant.EPOCH, List.of(), 0, 0, 0, 0, Map.of(), List.of())));
    }

    private static LiveStream stream(StreamInfo info) {
        return (LiveStream) Proxy.newProxyInstance(NamedStreams.class.getClassLoader(),
                new Class<?>[]{LiveStream.class}, (_, method, _) -> switch (method.getName()) {
                    case "info" -> info;
                    case "relayed" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
