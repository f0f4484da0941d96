package dev.streamr.relay.origin;

import dev.streamr.api.Director;
import dev.streamr.api.PluginContext;
import dev.streamr.relay.RelayConfig;

/** The origin's side, put together. */
public final class OriginSide implements AutoCloseable {

    private final OriginDirector director = new OriginDirector();

    /** Starts it. */
    public static OriginSide start(PluginContext context, RelayConfig config) {
        return new OriginSide();
    }

    /** Who serves the viewers of this machine's own streams. */
    public Director director() {
        return director;
    }

    @Override
    public void close() {}
}
