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
 */
public record HttpConfig(String bind, Integer port, Optional<URI> publicUrl, Optional<Tls> tls,
        Duration writeTimeout) {

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public HttpConfig(@Nullable String bind, @Nullable Integer port, Optional<URI> publicUrl, Optional<Tls> tls,
            @Nullable Duration writeTimeout) {
        this.bind = bind == null ? "0.0.0.0" : bind;
        this.port = port == null ? 8080 : port;
        this.publicUrl = publicUrl;
        this.tls = tls;
        this.writeTimeout = writeTimeout == null ? Duration.ofSeconds(10) : writeTimeout;
        if (this.writeTimeout.toMillis() < 1000 || this.writeTimeout.toMinutes() > 5) {
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
}
