package dev.streamr.relay.feed;

/**
 * The place of a part in its stream.
 *
 * @param sequence media sequence number of its segment; -1 in {@link #NONE}
 * @param index    its place in the segment
 */
public record Place(long sequence, int index) implements Comparable<Place> {

    /** Before all parts. */
    public static final Place NONE = new Place(-1, -1);

    private static final int MOST_DIGITS = 18;
    private static final int MOST_INDEX_DIGITS = 9;

    /**
     * Reads {@code sequence.index}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Place read(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !digits(text.substring(0, dot), MOST_DIGITS)
                || !digits(text.substring(dot + 1), MOST_INDEX_DIGITS)) {
            throw new IllegalArgumentException("place: must be a media sequence number, '.', and a part number");
        }
        return new Place(Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    private static boolean digits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The place after this one. */
    public Place next(boolean last) {
        return last ? new Place(sequence + 1, 0) : new Place(sequence, index + 1);
    }

    @Override
    public int compareTo(Place other) {
        int bySequence = Long.compare(sequence, other.sequence);
        return bySequence != 0 ? bySequence : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return sequence + "." + index;
    }
}
