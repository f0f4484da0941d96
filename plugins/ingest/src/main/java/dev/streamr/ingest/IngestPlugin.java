package dev.streamr.ingest;

import dev.streamr.api.Health;
import dev.streamr.api.PluginContext;
import dev.streamr.api.StreamrPlugin;
import dev.streamr.ingest.remux.RemuxService;
import dev.streamr.ingest.rtmp.PublisherGate;
import dev.streamr.ingest.rtmp.RtmpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** RTMP in and out, and HLS from it. */
@Extension
public final class IngestPlugin implements StreamrPlugin {

    private static final System.Logger LOG = System.getLogger(IngestPlugin.class.getName());

    private volatile @Nullable SavedPositions positions;
    private volatile @Nullable RemuxService remux;
    private volatile @Nullable RtmpServer server;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public Class<? extends Record> configType() {
        return IngestConfig.class;
    }

    @Override
    public void start(PluginContext context) throws IOException {
        IngestConfig config = context.config(IngestConfig.class);
        context.database().migrate(this, "db/migration/ingest");
        StreamKeys keys = new StreamKeys(context.database(), Clock.systemUTC());
        SavedPositions saved = new SavedPositions(context.database(), Clock.systemUTC());
        saved.prune();
        positions = saved;
        RemuxService remuxers = new RemuxService(config.remux(), context.metrics());
        remux = remuxers;
        PublisherGate gate = config.publish() == IngestConfig.Publish.OPEN ? new OpenGate(keys) : keys;
        RtmpServer rtmp = new RtmpServer(config.limits().toLimits(), gate, context.streams(),
                publication -> remuxers.open(publication, saved), context.metrics());
        server = rtmp;
        StreamUrls urls = listen(rtmp, config.rtmp(), context);
        context.http().publicRoutes(new IngestPorts(urls.rtmpPort(), urls.tlsPort()));
        context.http().adminRoutes(new StreamAdmin(keys, context.streams(), urls, rtmp::revoke));
    }

    private static StreamUrls listen(RtmpServer rtmp, IngestConfig.Rtmp config, PluginContext context)
            throws IOException {
        InetAddress bind = InetAddress.getByName(config.bind());
        int port = rtmp.listen(new InetSocketAddress(bind, config.port()), Optional.empty());
        Optional<Integer> tlsPort = Optional.empty();
        if (config.tlsPort().isPresent()) {
            if (context.tls().isEmpty()) {
                throw new IllegalStateException("ingest.rtmp.tls-port is set, but http.tls is not");
            }
            tlsPort = Optional
                    .of(rtmp.listen(new InetSocketAddress(bind, config.tlsPort().get()), context.tls()));
        }
        LOG.log(Level.INFO, "RTMP on {0} port {1}{2}", config.bind(), Integer.toString(port),
                tlsPort.map(tls -> ", RTMPS on port " + tls).orElse(""));
        return StreamUrls.of(context.http().publicUrl(), context.http().port(), context.tls().isPresent(),
                new InetSocketAddress(bind, port), tlsPort);
    }

    @Override
    public void drain(Duration atMost) throws InterruptedException {
        RtmpServer rtmp = server;
        if (rtmp != null) {
            rtmp.drain(atMost);
        }
    }

    @Override
    public void stop() {
        RtmpServer rtmp = server;
        if (rtmp != null) {
            rtmp.close();
        }
        RemuxService remuxers = remux;
        if (remuxers != null) {
            remuxers.close();
        }
        SavedPositions saved = positions;
        if (saved != null) {
            saved.saveAll();
        }
    }

    @Override
    public Health health() {
        RtmpServer rtmp = server;
        RemuxService remuxers = remux;
        if (rtmp == null || remuxers == null || !rtmp.isServing()) {
            return Health.down("the RTMP listener is not open");
        }
        return remuxers.health();
    }
}
