package dev.streamr.daemon.ops;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** {@code GET /metrics} in the Prometheus text format. */
public final class MetricsService implements HttpService {

    private final CollectorRegistry registry;

    /** @param registry what is exported; the metrics of the Java runtime are added to it */
    public MetricsService(CollectorRegistry registry) {
        this.registry = registry;
        DefaultExports.register(registry);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/metrics", this::metrics);
    }

    private void metrics(ServerRequest request, ServerResponse response) throws IOException {
        String format = TextFormat.chooseContentType(request.headers().first(HeaderNames.ACCEPT).orElse(null));
        response.header(HeaderNames.CONTENT_TYPE, format);
        try (Writer writer = new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8)) {
            TextFormat.writeFormat(format, writer, registry.metricFamilySamples());
        }
    }
}
