package dev.streamr.ingest.rtmp;

import dev.streamr.api.FlvTag;
import dev.streamr.api.StreamName;
import dev.streamr.ingest.remux.Remuxer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An RTMP server on a free port of this machine; key {@code secret-NAME} opens stream {@code NAME}. */
final class TestServer implements AutoCloseable {

    final TestStreams streams = new TestStreams();
    final CollectorRegistry metrics = new CollectorRegistry();
    final RtmpServer server;
    final int port;

    TestServer() throws IOException {
        this(RtmpLimits.DEFAULTS, Optional.empty());
    }

    TestServer(RtmpLimits limits, Optional<SSLContext> tls) throws IOException {
        this(limits, tls, TestServer::streamOf);
    }

    TestServer(RtmpLimits limits, Optional<SSLContext> tls, PublisherGate gate) throws IOException {
        server = new RtmpServer(limits, gate, streams, _ -> new NoRemuxer(), metrics);
        port = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls);
    }

    private static Optional<StreamName> streamOf(StreamPath path) {
        String key = path.key().orElse(path.name());
        return Optional.of(key).filter(text -> text.startsWith("secret-"))
                .map(text -> new StreamName(text.substring("secret-".length())));
    }

    String url(String stream) {
        return "rtmp://127.0.0.1:" + port + "/live/" + stream;
    }

    double metric(String name, String label, String value) {
        @Nullable
        Double sample = metrics.getSampleValue(name, new String[]{label}, new String[]{value});
        return sample == null ? 0 : sample;
    }

    @Override
    public void close() {
        server.close();
    }

    /** HLS is another room's business. */
    private static final class NoRemuxer implements Remuxer {
        @Override
        public void tag(FlvTag tag) {}

        @Override
        public void close() {}
    }
}
