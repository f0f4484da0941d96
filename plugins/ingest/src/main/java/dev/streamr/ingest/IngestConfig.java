package dev.streamr.ingest;

import dev.streamr.ingest.remux.RemuxConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code ingest}.
 *
 * @param rtmp    where publishers and RTMP players connect
 * @param publish who may publish; by key unless set otherwise
 * @param limits  what one client may ask for
 * @param remux   how HLS is made
 */
public record IngestConfig(Rtmp rtmp, Publish publish, LimitsConfig limits, RemuxConfig remux) {

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public IngestConfig(Rtmp rtmp, @Nullable Publish publish, LimitsConfig limits, RemuxConfig remux) {
        this.rtmp = rtmp;
        this.publish = publish == null ? Publish.KEY : publish;
        this.limits = limits;
        this.remux = remux;
    }

    /** Who may publish. */
    public enum Publish {
        /** Who has the secret key of a stream. */
        KEY,
        /** Anybody, under any name; for tests and the demo. */
        OPEN
    }

    /**
     * Section {@code ingest.rtmp}.
     *
     * @param bind    address to listen on
     * @param port    port, 0 for any free one
     * @param tlsPort port for RTMPS with the certificate of {@code http.tls}; none when absent
     */
    public record Rtmp(String bind, Integer port, Optional<Integer> tlsPort) {

        private static final int PORT = 1935;

        @SuppressWarnings("NullAway") // the constructor fills in what is not given
        public Rtmp(@Nullable String bind, @Nullable Integer port, Optional<Integer> tlsPort) {
            this.bind = bind == null ? "0.0.0.0" : bind;
            this.port = port == null ? PORT : port;
            this.tlsPort = tlsPort;
            if (this.tlsPort.isPresent() && this.port != 0 && this.tlsPort.get().equals(this.port)) {
                throw new IllegalArgumentException("tls-port: must be another port than port");
            }
        }
    }
}
