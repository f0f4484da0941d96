package dev.streamr.relay.testing;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.Track;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A publisher that a test moves on by hand: parts of 0.2 s, five to a segment. */
public final class Broadcast {

    /** Parts of a segment. */
    public static final int PARTS = 5;
    /** Tracks of all broadcasts. */
    public static final List<Track> TRACKS = List.of(new Track.Video("avc1.64001f", 1280, 720),
            new Track.Audio("mp4a.40.2", 48_000, 2));

    private static final Instant START = Instant.parse("2026-11-21T10:00:00.123456Z");

    private final Publication publication;
    private final Random random = new Random(7);
    private final int partBytes;
    private InitSegment init = init("0123456789abcdef");
    private long sequence;
    private int index;
    private boolean discontinuity;

    private Broadcast(TestMachine machine, String name, long firstSequence, int partBytes,
            long firstDiscontinuity) {
        this.partBytes = partBytes;
        sequence = firstSequence;
        publication = machine.streams().publish(new StreamName(name), "rtmp");
        publication.tracks(TRACKS);
        publication.targets(Packaging.FMP4, 2_000_000, 200_000, firstDiscontinuity);
    }

    /** Begins with this media sequence number. */
    public static Broadcast begin(TestMachine machine, String name, long firstSequence) {
        return new Broadcast(machine, name, firstSequence, 2_000, 0);
    }

    /** The same with parts of this size. */
    public static Broadcast begin(TestMachine machine, String name, long firstSequence, int partBytes) {
        return new Broadcast(machine, name, firstSequence, partBytes, 0);
    }

    /** Begins after a crash: all numbers may have jumped, and what comes breaks with what was. */
    public static Broadcast afterCrash(TestMachine machine, String name, long firstSequence, long discontinuity) {
        return new Broadcast(machine, name, firstSequence, 2_000, discontinuity).breakWith("fedcba9876543210");
    }

    /** The next part breaks with what was before, and needs another initialisation. */
    public Broadcast breakWith(String initId) {
        init = init(initId);
        discontinuity = true;
        return this;
    }

    /** Publishes so many parts. */
    public void parts(int count) {
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[partBytes];
            random.nextBytes(bytes);
            publication.part(Packaging.FMP4, new Part(sequence, index, 200_000, index == 0, index == PARTS - 1,
                    discontinuity && index == 0, false, START.plusMillis(1000 * sequence + 200L * index), init, bytes));
            discontinuity &= index != 0;
            index = (index + 1) % PARTS;
            sequence += index == 0 ? 1 : 0;
        }
    }

    /** Publishes so many segments. */
    public void segments(int count) {
        parts(count * PARTS);
    }

    /** Publishes what is lost at the origin already. */
    public void gap() {
        publication.part(Packaging.FMP4, new Part(sequence, index, 200_000, index == 0, index == PARTS - 1, false, true,
                START, init, new byte[0]));
        index = (index + 1) % PARTS;
        sequence += index == 0 ? 1 : 0;
    }

    /** The stream's name. */
    public String name() {
        return publication.stream().name().value();
    }

    /** The publication. */
    public Publication publication() {
        return publication;
    }

    private static InitSegment init(String id) {
        return new InitSegment(id, ("init " + id).getBytes(StandardCharsets.US_ASCII), TRACKS);
    }
}
