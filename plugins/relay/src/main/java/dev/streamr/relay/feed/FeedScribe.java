package dev.streamr.relay.feed;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what comes into a window: each part is hashed and signed once. For one thread. */
final class FeedScribe {

    private final StreamName stream;
    private final SigningKey key;
    private FeedLog log = FeedLog.EMPTY;
    private Place last = Place.NONE;
    private long targetMicros;
    private RunningDigest segment = new RunningDigest();

    FeedScribe(StreamName stream, SigningKey key) {
        this.stream = stream;
        this.key = key;
    }

    /** What is to be said of this window, with all that was said of it before. */
    FeedLog write(Snapshot window, FeedLog.Ending ending) {
        List<FeedLog.Entry> parts = new ArrayList<>(kept(window));
        Map<String, String> inits = new HashMap<>();
        long epoch = log.epoch();
        String head = head(window);
        if (!head.equals(log.head()) && !log.head().isEmpty()) {
            epoch++;
        }
        for (Segment present : window.segments()) {
            epoch += last.sequence() >= 0 && present.mediaSequence() > last.sequence() + 1 ? 1 : 0;
            for (Part part : present.parts()) {
                Place place = new Place(part.mediaSequence(), part.index());
                if (place.compareTo(last) > 0) {
                    parts.add(new FeedLog.Entry(place, part.init().id(), line(present, part)));
                    last = place;
                }
            }
            inits.computeIfAbsent(present.init().id(), id -> init(id, present.init()));
        }
        boolean same = ending == log.ending() && head.equals(log.head()) && parts.equals(log.parts());
        log = new FeedLog(same ? log.version() : log.version() + 1, epoch, head, inits, parts, ending,
                endLine(ending));
        return log;
    }

    private List<FeedLog.Entry> kept(Snapshot window) {
        if (window.segments().isEmpty()) {
            return List.of();
        }
        long oldest = window.segments().getFirst().mediaSequence();
        return log.parts().stream().filter(entry -> entry.place().sequence() >= oldest).toList();
    }

    private String head(Snapshot window) {
        if (window.targetDurationMicros() == 0) {
            return "";
        }
        if (window.targetDurationMicros() == targetMicros) {
            return log.head();
        }
        targetMicros = window.targetDurationMicros();
        return FeedLines.write(new FeedRecord.Head(targetMicros, window.partTargetMicros()), stream, key);
    }

    private String endLine(FeedLog.Ending ending) {
        if (ending == log.ending()) {
            return log.endLine();
        }
        return switch (ending) {
            case OPEN -> "";
            case INTERRUPTED -> FeedLines.write(new FeedRecord.End(false), stream, key);
            case FINISHED -> FeedLines.write(new FeedRecord.End(true), stream, key);
        };
    }

    private String init(String id, InitSegment init) {
        String known = log.inits().get(id);
        return known != null
                ? known
                : FeedLines.write(new FeedRecord.Init(id, init.bytes().length, Digest.of(init.bytes()), init.tracks()),
                        stream, key);
    }

    private String line(Segment of, Part part) {
        if (part.index() == 0) {
            segment = new RunningDigest();
        }
        segment.add(part.bytes());
        Optional<FeedRecord.Whole> whole = part.last()
                ? Optional.of(new FeedRecord.Whole(segment.sizeBytes(), segment.digest()))
                : Optional.empty();
        long programMicros = Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, part.programTime()));
        return FeedLines.write(new FeedRecord.PartRecord(part.mediaSequence(), part.index(),
                of.discontinuitySequence(), part.durationMicros(),
                new FeedRecord.Flags(part.independent(), part.last(), part.discontinuity(), part.gap()),
                part.bytes().length, Digest.of(part.bytes()), programMicros, part.init().id(), whole), stream, key);
    }
}
