package dev.streamr.ingest.remux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects frames into parts and segments. Where there is video, it drives: parts end in front of a video frame, and
 * segments in front of a keyframe; audio goes with the picture it is heard with, so a segment's audio and video begin
 * within one frame of each other, which is why the last part of a segment waits for the audio up to the keyframe's
 * presentation time. In an audio-only stream audio drives. The declared bounds always hold: where no frame comes for
 * longer than a part may last, the part ends in between, and where no keyframe comes for longer than a segment may last,
 * the segment ends without one.
 */
final class PartCutter {

    /** How long the end of a segment waits for its audio, and how long parts wait for a picture. */
    private static final long PATIENCE_MICROS = 1_000_000;
    /** Parts of no length do not exist; a picture that comes too late for its place begins this much later. */
    private static final long SHORTEST_MICROS = 1_000;

    private final Bounds bounds;
    private final Consumer<CutPart> out;
    private final Runnable keyframeMissed;
    private final ArrayDeque<Sample> audio = new ArrayDeque<>();
    private final ArrayDeque<Closed> closed = new ArrayDeque<>();
    private List<Sample> current = new ArrayList<>();
    private long currentBytes;
    private MediaTracks tracks;
    private @Nullable MediaTracks nextTracks;
    private boolean running;
    private boolean ranBefore;
    private boolean first;
    private boolean discontinuity;
    private boolean audioMissing;
    private long segmentStart;
    private long partStart;
    private long lead;
    private long tailTime;
    private long frameMicros;
    private long audioEnd;

    /** A part that is complete but for its audio. */
    private record Closed(CutPart part, long audioLimit) {}

    /** @param keyframeMissed told when a segment had to end without a keyframe */
    PartCutter(Bounds bounds, MediaTracks tracks, Consumer<CutPart> out, Runnable keyframeMissed) {
        this.bounds = bounds;
        this.tracks = tracks;
        this.out = out;
        this.keyframeMissed = keyframeMissed;
        this.frameMicros = bounds.partTargetMicros();
    }

    /** The next keyframe, or in an audio-only stream the next frame, begins a segment with these tracks. */
    void change(MediaTracks next) {
        nextTracks = next;
    }

    /** What the frames that are in no finished part yet take of the heap. */
    long pendingBytes() {
        return currentBytes;
    }

    /** A frame of the driving track. */
    void drive(Sample sample) {
        long time = sample.timeMicros();
        if (!running) {
            begin(sample, time);
        } else {
            settleTail(sample);
            splitBefore(time);
            if (endsSegment(sample, time)) {
                long end = Math.max(time, partStart + SHORTEST_MICROS);
                close(end, true, Math.max(end, time + (sample.video() ? sample.leadMicros() : 0)));
                begin(sample, end);
            } else if (endsPart(time)) {
                close(time, false, time + lead);
            }
        }
        current.add(sample);
        currentBytes += sample.heldBytes();
        tailTime = time;
        release();
    }

    /** A frame of audio that goes with video. */
    void follow(Sample sample) {
        audio.add(sample);
        currentBytes += sample.heldBytes();
        long micros = tracks.audio() == null ? 0 : sample.duration() * 1_000_000 / tracks.audio().clockHz();
        audioEnd = sample.timeMicros() + micros;
        audioMissing = false;
        while (running && sample.timeMicros() - partStart > bounds.partTargetMicros() + PATIENCE_MICROS) {
            long end = partStart + bounds.partTargetMicros();
            close(end, false, end + lead);
        }
        release();
    }

    /**
     * Ends the last part and segment without waiting for anything; the next frame begins anew.
     *
     * @return where the time line ends
     */
    long finish() {
        if (!running) {
            return partStart;
        }
        long end = Math.max(tailTime + frameMicros, partStart + SHORTEST_MICROS);
        splitBefore(end);
        if (end > partStart) {
            close(end, true, Long.MAX_VALUE);
        }
        audioMissing = true;
        release();
        audio.clear();
        currentBytes = 0;
        audioMissing = false;
        running = false;
        ranBefore = true;
        return end;
    }

    private void begin(Sample sample, long start) {
        boolean changed = nextTracks != null;
        if (nextTracks != null) {
            tracks = nextTracks;
            nextTracks = null;
        }
        discontinuity = changed || (!running && ranBefore);
        running = true;
        first = true;
        segmentStart = start;
        partStart = start;
        lead = sample.video() ? sample.leadMicros() : 0;
    }

    /** The frame before this one lasts until this one. */
    private void settleTail(Sample sample) {
        frameMicros = Math.clamp(sample.timeMicros() - tailTime, SHORTEST_MICROS, bounds.partTargetMicros());
        if (!current.isEmpty() && sample.video() && current.getLast().video()) {
            Sample tail = current.removeLast();
            current.add(tail.lasting(Math.max(1, sample.dts() - tail.dts())));
        }
    }

    /** Ends parts that would become too long because the frame at {@code time} comes late. */
    private void splitBefore(long time) {
        while (time - partStart > bounds.partTargetMicros()) {
            if (!current.isEmpty() && tailTime - partStart >= bounds.shortestPartMicros()
                    && tailTime - partStart <= bounds.partTargetMicros()) {
                Sample tail = current.removeLast();
                close(tailTime, false, tailTime + lead);
                current.add(tail);
            } else {
                long end = partStart + bounds.partTargetMicros();
                close(end, false, end + lead);
            }
        }
    }

    private boolean endsSegment(Sample sample, long time) {
        if (nextTracks != null && (sample.keyframe() || !sample.video())) {
            return true;
        }
        return sample.video()
                ? sample.keyframe() && bounds.longEnough(time - segmentStart)
                : time + frameMicros - segmentStart > bounds.segmentAimMicros() + SHORTEST_MICROS;
    }

    private boolean endsPart(long time) {
        long length = time - partStart;
        return length >= bounds.shortestPartMicros() && length + frameMicros > bounds.partTargetMicros();
    }

    private void close(long end, boolean endOfSegment, long audioLimit) {
        boolean tooLong = !endOfSegment
                && end - segmentStart + bounds.partTargetMicros() > bounds.longestSegmentMicros();
        boolean last = endOfSegment || tooLong;
        boolean independent = !current.isEmpty() && (!current.getFirst().video() || current.getFirst().keyframe());
        CutPart part = new CutPart(partStart, end, current, independent, first, last, discontinuity, tracks);
        closed.add(new Closed(part, audioLimit));
        current = new ArrayList<>();
        partStart = end;
        first = false;
        discontinuity = false;
        if (tooLong) {
            keyframeMissed.run();
            first = true;
            segmentStart = end;
        }
    }

    /** Hands on the parts that wait for nothing any more. */
    private void release() {
        while (!closed.isEmpty() && isReady(closed.getFirst())) {
            Closed ready = closed.removeFirst();
            CutPart part = ready.part();
            List<Sample> samples = part.samples();
            while (!audio.isEmpty() && audio.getFirst().timeMicros() < ready.audioLimit()) {
                samples.add(audio.removeFirst());
            }
            samples.sort(Comparator.comparingLong(Sample::timeMicros));
            for (Sample sample : samples) {
                currentBytes -= sample.heldBytes();
            }
            out.accept(part);
        }
    }

    private boolean isReady(Closed part) {
        MediaTracks its = part.part().tracks();
        boolean comes = its.video() != null && its.audio() != null && its.audio().equals(tracks.audio());
        if (!part.part().last() || !comes || audioMissing || audioEnd > part.audioLimit()) {
            return true;
        }
        audioMissing = tailTime > part.audioLimit() + PATIENCE_MICROS;
        return audioMissing;
    }
}
