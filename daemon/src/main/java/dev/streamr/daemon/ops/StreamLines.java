package dev.streamr.daemon.ops;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.Track;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Turns what the registry knows into what an operator reads. */
public final class StreamLines {

    private StreamLines() {}

    /** All streams of this node. */
    public static List<NodeStatus.StreamLine> of(StreamRegistry registry) {
        return registry.streams().stream().map(LiveStream::info).map(StreamLines::line).toList();
    }

    /** How many watch, over all streams and protocols; relays that pull are no viewers. */
    public static int viewers(StreamRegistry registry) {
        return registry.streams().stream().flatMap(stream -> stream.info().viewers().entrySet().stream())
                .filter(entry -> entry.getKey() != Protocol.RELAY).mapToInt(Map.Entry::getValue).sum();
    }

    private static NodeStatus.StreamLine line(StreamInfo info) {
        Map<String, Integer> viewers = new TreeMap<>();
        info.viewers().forEach((protocol, count) -> viewers.put(protocol.label(), count));
        int width = 0;
        int height = 0;
        for (Track track : info.tracks()) {
            if (track instanceof Track.Video video) {
                width = video.width();
                height = video.height();
            }
        }
        return new NodeStatus.StreamLine(info.name().value(), info.state().name().toLowerCase(Locale.ROOT),
                info.since().toString(), info.tracks().stream().map(Track::codec).toList(), width, height,
                info.framesPerSecond(), info.videoBitsPerSecond() + info.audioBitsPerSecond(),
                info.keyframeIntervalMicros() / 1e6, viewers,
                info.warnings().stream().map(w -> new NodeStatus.Warning(w.code(), w.detail())).toList());
    }
}
