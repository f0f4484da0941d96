package dev.streamr.daemon.plugin;

import dev.streamr.api.ContributionLog;
import dev.streamr.api.Database;
import dev.streamr.api.EventBus;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.NodeRegistry;
import dev.streamr.api.PluginContext;
import dev.streamr.api.Services;
import dev.streamr.api.StreamRegistry;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What one plugin gets of the daemon.
 *
 * @param section its checked section of the configuration
 */
public record HostedContext(Record section, StreamRegistry streams, NodeRegistry nodes, Services services,
        ContributionLog contributions, EventBus events, HttpEndpoints http, Database database,
        CollectorRegistry metrics, Path stateDir, Optional<SSLContext> tls)
        implements
            PluginContext {

    HostedContext with(HttpEndpoints others) {
        return new HostedContext(section, streams, nodes, services, contributions, events, others, database, metrics,
                stateDir, tls);
    }

    @Override
    public <T extends Record> T config(Class<T> type) {
        return type.cast(section);
    }
}
