package dev.streamr.daemon.http;

import org.jspecify.annotations.Nullable;

/**
 * Section {@code ops:} of the configuration: the listener for health, metrics and administration.
 *
 * @param bind address to listen on; loopback unless set
 * @param port port, 0 for any free one
 */
public record OpsConfig(String bind, Integer port) {

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public OpsConfig(@Nullable String bind, @Nullable Integer port) {
        this.bind = bind == null ? "127.0.0.1" : bind;
        this.port = HttpConfig.Limits.within("port", port, 8081, 0, 65_535);
    }
}
