package dev.streamr.ingest.remux;

import java.time.Instant;
import java.util.List;

/**
 * A part with its number, ready to be muxed.
 *
 * @param cut                   the part
 * @param mediaSequence         its segment
 * @param index                 its place in the segment
 * @param discontinuity         whether time or tracks break before it
 * @param discontinuitySequence that of its segment
 * @param programTime           wall-clock time of its beginning
 * @param lost                  whether its frames were dropped because the queue was full
 * @param readyNanos            when it was complete, {@link System#nanoTime}
 */
record PartPlan(CutPart cut, long mediaSequence, int index, boolean discontinuity, long discontinuitySequence,
        Instant programTime, boolean lost, long readyNanos) {

    long durationMicros() {
        return cut.endMicros() - cut.startMicros();
    }

    long sizeBytes() {
        long size = 0;
        for (Sample sample : cut.samples()) {
            size += sample.heldBytes();
        }
        return size;
    }

    /** The same place without media. */
    PartPlan withoutMedia() {
        CutPart empty = new CutPart(cut.startMicros(), cut.endMicros(), List.of(), false, cut.first(),
                cut.last(), cut.discontinuity(), cut.tracks());
        return new PartPlan(empty, mediaSequence, index, discontinuity, discontinuitySequence, programTime, true,
                readyNanos);
    }
}
