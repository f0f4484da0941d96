package dev.streamr.daemon.stream;

import dev.streamr.api.FlvTag;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.Track;
import java.util.List;

/** A publisher's hold on a stream: its number among the publishers of the stream is all it needs to be heard. */
final class StreamPublication implements Publication {

    private final Stream stream;
    private final long number;

    StreamPublication(Stream stream, long number) {
        this.stream = stream;
        this.number = number;
    }

    @Override
    public LiveStream stream() {
        return stream;
    }

    @Override
    public boolean superseded() {
        return !stream.heard(number);
    }

    @Override
    public void tracks(List<Track> tracks) {
        stream.tracks(number, tracks);
    }

    @Override
    public void tag(FlvTag tag) {
        stream.tag(number, tag);
    }

    @Override
    public void targets(Packaging packaging, long targetDurationMicros, long partTargetMicros,
            long firstDiscontinuitySequence) {
        stream.live(packaging).targets(number, targetDurationMicros, partTargetMicros, firstDiscontinuitySequence);
    }

    @Override
    public void part(Packaging packaging, Part part) {
        stream.live(packaging).add(number, part);
    }

    @Override
    public void warn(StreamWarning warning) {
        stream.warn(number, warning);
    }

    @Override
    public void close(End end) {
        stream.close(number, end);
    }
}
