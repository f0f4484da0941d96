package dev.streamr.daemon.config;

import dev.streamr.api.DataSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plugin's section, as plugins write them. */
record RelaySection(Listen listen, Optional<Duration> pause, DataSize buffer, List<String> peers,
        Map<String, Integer> weights, Mode mode) {

    enum Mode {
        PULL, PUSH_HARD
    }

    record Listen(String bind, Integer port) {
        @SuppressWarnings("NullAway")
        Listen(@Nullable String bind, @Nullable Integer port) {
            this.bind = bind == null ? "127.0.0.1" : bind;
            this.port = port == null ? 0 : port;
        }
    }

    @SuppressWarnings("NullAway")
    RelaySection(Listen listen, Optional<Duration> pause, @Nullable DataSize buffer, @Nullable List<String> peers,
            @Nullable Map<String, Integer> weights, @Nullable Mode mode) {
        this.listen = listen;
        this.pause = pause;
        this.buffer = buffer == null ? DataSize.ofMebibytes(1) : buffer;
        this.peers = peers == null ? List.of() : List.copyOf(peers);
        this.weights = weights == null ? Map.of() : Map.copyOf(weights);
        this.mode = mode == null ? Mode.PULL : mode;
        if (this.peers.size() > 2) {
            throw new IllegalArgumentException("peers: must be at most 2");
        }
    }
}
