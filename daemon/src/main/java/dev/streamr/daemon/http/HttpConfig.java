package dev.streamr.daemon.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code http:} of the configuration: the public listener.
 *
 * @param bind         address to listen on
 * @param port         port, 0 for any free one
 * @param publicUrl    how viewers reach this listener, when it is not by its own address
 * @param tls          certificate and key, to speak HTTPS (and RTMPS)
 * @param writeTimeout how long a viewer's connection may make no progress, 1s to 5m
 * @param limits       what clients may use up
 */
public record HttpConfig(String bind, Integer port, Optional<URI> publicUrl, Optional<Tls> tls,
        Duration writeTimeout, Limits limits) {

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public HttpConfig(@Nullable String bind, @Nullable Integer port, Optional<URI> publicUrl, Optional<Tls> tls,
            @Nullable Duration writeTimeout, @Nullable Limits limits) {
        this.bind = bind == null ? "0.0.0.0" : bind;
        this.port = Limits.within("port", port, 8080, 0, 65_535);
        this.publicUrl = publicUrl;
        this.tls = tls;
        this.writeTimeout = writeTimeout == null ? Duration.ofSeconds(10) : writeTimeout;
        this.limits = limits == null ? Limits.DEFAULTS : limits;
        if (this.writeTimeout.toMillis() < 1000 || this.writeTimeout.toMillis() > 300_000) {
            throw new IllegalArgumentException("write-timeout: must be 1s to 5m");
        }
    }

    /**
     * Files in PEM.
     *
     * @param certificate the certificate and its chain
     * @param key         its private key, PKCS 8, without a passphrase
     */
    public record Tls(Path certificate, Path key) {

        @SuppressWarnings("NullAway")
        public Tls(@Nullable Path certificate, @Nullable Path key) {
            if (certificate == null) {
                throw new IllegalArgumentException("certificate: is missing; a PEM file");
            }
            if (key == null) {
                throw new IllegalArgumentException("key: is missing; a PEM file");
            }
            this.certificate = certificate;
            this.key = key;
        }
    }

    /**
     * What clients may use up. When four of five connections are taken, idle ones are closed after two seconds.
     *
     * @param connections           connections at a time, 10 to 1,000,000
     * @param connectionsPerAddress connections of one address at a time, 1 to {@code connections}; behind a reverse
     *                              proxy all come from one address
     * @param idleTimeout           how long a connection may wait for its next request, 1s to 10m
     * @param requestTimeout        how long a request may take to arrive, 1s to 5m
     */
    public record Limits(Integer connections, Integer connectionsPerAddress, Duration idleTimeout,
            Duration requestTimeout) {

        @SuppressWarnings("NullAway")
        static final Limits DEFAULTS = new Limits(null, null, null, null);

        @SuppressWarnings("NullAway")
        public Limits(@Nullable Integer connections, @Nullable Integer connectionsPerAddress,
                @Nullable Duration idleTimeout, @Nullable Duration requestTimeout) {
            this.connections = within("limits.connections", connections, 10_000, 10, 1_000_000);
            this.connectionsPerAddress = within("limits.connections-per-address", connectionsPerAddress,
                    Math.min(2_000, this.connections), 1, this.connections);
            this.idleTimeout = idleTimeout == null ? Duration.ofSeconds(30) : idleTimeout;
            this.requestTimeout = requestTimeout == null ? Duration.ofSeconds(10) : requestTimeout;
            if (this.idleTimeout.toMillis() < 1000 || this.idleTimeout.toMillis() > 600_000) {
                throw new IllegalArgumentException("limits.idle-timeout: must be 1s to 10m");
            }
            if (this.requestTimeout.toMillis() < 1000 || this.requestTimeout.toMillis() > 300_000) {
                throw new IllegalArgumentException("limits.request-timeout: must be 1s to 5m");
            }
        }

        static int within(String key, @Nullable Integer value, int normal, int least, int most) {
            int set = value == null ? normal : value;
            if (set < least || set > most) {
                throw new IllegalArgumentException("%s: must be %d to %d".formatted(key, least, most));
            }
            return set;
        }
    }
}
