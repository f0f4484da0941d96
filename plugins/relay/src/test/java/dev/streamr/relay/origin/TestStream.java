package dev.streamr.relay.origin;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Protocol;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.TagReader;
import dev.streamr.relay.origin.proof.OneStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A live stream of so many bits per second, whose media nobody asks for here. */
record TestStream(StreamName name, long bitsPerSecond, Map<Protocol, Integer> here) implements LiveStream {

    static TestStream of(String name, long bitsPerSecond) {
        return new TestStream(new StreamName(name), bitsPerSecond, new ConcurrentHashMap<>());
    }

    @Override
    public boolean relayed() {
        return false;
    }

    @Override
    public StreamInfo info() {
        return new StreamInfo(name, StreamInfo.State.LIVE, Instant.EPOCH, List.of(), 30, bitsPerSecond, 0, 2_000_000,
                here, List.of());
    }

    @Override
    public TagReader follow(Protocol protocol) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SegmentWindow window(Packaging packaging) {
        return OneStream.of(name().value(), 0, 0);
    }

    @Override
    public void request(Packaging packaging) {}

    @Override
    public boolean requested(Packaging packaging) {
        return true;
    }

    @Override
    public void viewers(Protocol protocol, int count) {
        here.put(protocol, count);
    }

    @Override
    public void delivered(Protocol protocol, long bytes) {}
}
