package dev.streamr.relay.origin.proof;

import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part or a whole segment, by its name.
 *
 * @param sequence media sequence
 * @param part     index of the part; {@link #WHOLE} for the segment
 */
public record MediaObject(long sequence, int part) implements Comparable<MediaObject> {

    /** In the place of a part: all of them. It comes after each of them. */
    public static final int WHOLE = Integer.MAX_VALUE;

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,6}))?");

    /** Reads {@code 1234.5} or {@code 1234}; empty for anything else. */
    public static Optional<MediaObject> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String part = matcher.group(2);
        return Optional.of(
                new MediaObject(Long.parseLong(matcher.group(1)), part == null ? WHOLE : Integer.parseInt(part)));
    }

    /** Its bytes, while they are in the window and, of a segment, when it is complete; empty for a gap. */
    public Optional<byte[]> in(SegmentWindow.Snapshot window) {
        Optional<Segment> segment = window.segment(sequence);
        if (part == WHOLE) {
            return segment.filter(there -> there.complete() && !there.gap()).map(there -> joined(there.parts()));
        }
        return segment.map(Segment::parts).filter(parts -> part < parts.size()).map(parts -> parts.get(part))
                .filter(there -> !there.gap()).map(Part::bytes);
    }

    private static byte[] joined(List<Part> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(parts.stream().mapToInt(p -> p.bytes().length).sum());
        parts.forEach(one -> bytes.writeBytes(one.bytes()));
        return bytes.toByteArray();
    }

    @Override
    public int compareTo(MediaObject other) {
        int bySequence = Long.compare(sequence, other.sequence);
        return bySequence == 0 ? Integer.compare(part, other.part) : bySequence;
    }

    /** The name, as in URLs and receipts. */
    @Override
    public String toString() {
        return part == WHOLE ? Long.toString(sequence) : sequence + "." + part;
    }
}
