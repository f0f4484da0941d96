package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A publication that holds its remuxer to the contract: parts follow one another and stay within what was declared. */
final class FakePublication implements Publication {

    final FakeStream stream;
    final List<List<Track>> tracks = Collections.synchronizedList(new ArrayList<>());
    final List<StreamWarning> warnings = Collections.synchronizedList(new ArrayList<>());
    final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Map<Packaging, Part> previous = new EnumMap<>(Packaging.class);

    FakePublication(FakeStream stream) {
        this.stream = stream;
    }

    @Override
    public LiveStream stream() {
        return stream;
    }

    @Override
    public boolean superseded() {
        return false;
    }

    @Override
    public void tracks(List<Track> tracks) {
        this.tracks.add(tracks);
    }

    @Override
    public void tag(FlvTag tag) {}

    @Override
    public void targets(Packaging packaging, long targetDurationMicros, long partTargetMicros,
            long firstDiscontinuitySequence) {
        stream.declare(packaging, targetDurationMicros, partTargetMicros, firstDiscontinuitySequence);
    }

    @Override
    public void part(Packaging packaging, Part part) {
        check(packaging, part, previous.get(packaging));
        previous.put(packaging, part);
        stream.add(packaging, part);
    }

    private void check(Packaging packaging, Part part, @Nullable Part before) {
        if (stream.targets(packaging)[0] == 0) {
            faults.add("a part before the targets");
        }
        boolean follows = before == null
                ? part.index() == 0
                : before.last()
                        ? part.index() == 0 && part.mediaSequence() == before.mediaSequence() + 1
                        : part.index() == before.index() + 1 && part.mediaSequence() == before.mediaSequence();
        if (!follows) {
            faults.add("part " + part.mediaSequence() + "." + part.index() + " does not follow");
        }
        if (part.durationMicros() > stream.targets(packaging)[1]) {
            faults.add("part " + part.mediaSequence() + "." + part.index() + " lasts " + part.durationMicros());
        }
    }

    @Override
    public void warn(StreamWarning warning) {
        warnings.add(warning);
    }

    @Override
    public void close(End end) {}
}
