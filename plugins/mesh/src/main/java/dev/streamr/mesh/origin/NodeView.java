package dev.streamr.mesh.origin;

import dev.streamr.api.Node;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.message.Heartbeat;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A node as the administration shows it.
 *
 * @param state               active, draining, paused, suspended or out
 * @param why                 why it is not active, as far as it said so
 * @param path                direct, relayed, down or unknown
 * @param address             the address that works
 * @param children            relays that pull from it
 * @param uplinkBitsPerSecond measured; 0 until measured
 * @param uploadBitsPerSecond the most its owner gives; 0 for no cap
 * @param quotaLeftBytes      null without a quota
 * @param silentMillis        since its last heartbeat; null when this boot has not heard one
 */
record NodeView(String name, String id, String state, String why, @Nullable String stream, List<String> addresses,
        String path, @Nullable String address, String pathReason, String version, long uptimeSeconds, double cpu,
        int viewers, int children, long egressBytes, long uplinkBitsPerSecond, long uploadBitsPerSecond,
        @Nullable Long quotaLeftBytes, List<OneStream> streams, String joinedAt, @Nullable Long silentMillis) {

    /** One stream it carries. */
    record OneStream(String name, int viewers, int children, long egressBytes) {}

    static NodeView of(Roster.Seen seen) {
        Node node = seen.node();
        var load = node.load();
        List<OneStream> streams = seen.last().map(Heartbeat::streams).orElse(List.of()).stream()
                .filter(one -> StreamName.isValid(one.name()))
                .map(one -> new OneStream(one.name(), one.viewers(), one.children(), one.egressBytes())).toList();
        return new NodeView(node.name().value(), node.id(), word(node.state()),
                seen.last().map(Heartbeat::why).orElse(""), node.stream().map(StreamName::value).orElse(null),
                node.addresses().stream().map(URI::toString).toList(), word(node.path().kind()),
                node.path().address().map(URI::toString).orElse(null), node.path().why(), load.version(),
                load.uptime().toSeconds(), load.cpu(), load.viewers(),
                streams.stream().mapToInt(OneStream::children).sum(), load.egressBytes(), load.uplinkBitsPerSecond(),
                load.uploadBitsPerSecond(), load.quotaLeftBytes() == Long.MAX_VALUE ? null : load.quotaLeftBytes(),
                streams,
                seen.entry().joinedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                seen.silence().map(Duration::toMillis).orElse(null));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
