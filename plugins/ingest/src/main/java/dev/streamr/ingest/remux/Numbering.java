package dev.streamr.ingest.remux;

import dev.streamr.ingest.remux.StreamPosition.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Gives parts their place: numbers that go on where the last publication ended, and wall-clock time. */
final class Numbering {

    private boolean started;
    private boolean beginsBroken;
    private long mediaSequence;
    private long discontinuitySequence;
    private int index;
    private final List<Anchor> anchors = new ArrayList<>();

    private record Anchor(long micros, Instant arrival) {}

    /** @param start where the stream stands; above zero there is earlier media, from which this one breaks */
    Numbering(Position start) {
        this.mediaSequence = start.nextMediaSequence() - 1;
        this.discontinuitySequence = start.nextDiscontinuitySequence();
        this.beginsBroken = start.nextMediaSequence() > 0;
    }

    PartPlan number(CutPart part) {
        boolean discontinuity = false;
        if (part.first()) {
            mediaSequence++;
            index = 0;
            discontinuity = started ? part.discontinuity() : beginsBroken;
            discontinuitySequence += discontinuity ? 1 : 0;
        } else {
            index++;
        }
        started = true;
        return new PartPlan(part, mediaSequence, index, discontinuity, discontinuitySequence,
                programTime(part), false, System.nanoTime());
    }

    /** Says when the frame that begins at this place of the time line arrived; in order of the places. */
    void anchor(long micros, Instant arrival) {
        anchors.add(new Anchor(micros, arrival.truncatedTo(ChronoUnit.MILLIS)));
    }

    private Instant programTime(CutPart part) {
        while (anchors.size() > 1 && anchors.get(1).micros() <= part.startMicros()) {
            anchors.removeFirst();
        }
        Anchor anchor = anchors.getFirst();
        return anchor.arrival().plus(part.startMicros() - anchor.micros(), ChronoUnit.MICROS);
    }
}
