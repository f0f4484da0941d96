package dev.streamr.api;

import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What the daemon gives a plugin. */
public interface PluginContext {

    /** The plugin's section of the configuration, checked; {@code type} is its {@link StreamrPlugin#configType}. */
    <T extends Record> T config(Class<T> type);

    /** The streams of this node. */
    StreamRegistry streams();

    /** The friends' machines of this origin. */
    NodeRegistry nodes();

    /** What plugins offer one another. */
    Services services();

    /** What friends' machines delivered. */
    ContributionLog contributions();

    /** What happens on this node. */
    EventBus events();

    /** Where routes are added. */
    HttpEndpoints http();

    /** The database, for tables that the plugin owns. */
    Database database();

    /** Where metrics are registered; names start with {@code streamr_}. */
    CollectorRegistry metrics();

    /** A folder of the plugin's own below the state directory; exists, survives restarts. */
    Path stateDir();

    /** TLS of this node ({@code http.tls}), when it is configured. */
    Optional<SSLContext> tls();
}
