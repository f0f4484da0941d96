package dev.streamr.daemon.stream;

import dev.streamr.api.Part;

/** Checks that each part follows the one before it. */
final class PartOrder {

    private long sequence = -1;
    private int index;
    private boolean complete = true;
    private boolean fresh = true;

    /** The next part is a new publisher's first. */
    void nextPublisher() {
        fresh = true;
    }

    /**
     * Takes the next part.
     *
     * @return whether segment numbers between the last one and this one are missing
     * @throws IllegalArgumentException saying what should have come
     */
    boolean accept(Part part) {
        if (part.gap() && part.bytes().length > 0) {
            throw new IllegalArgumentException("part: a gap has no bytes");
        }
        boolean follows = fresh ? begins(part) : continues(part);
        if (!follows) {
            throw new IllegalArgumentException("part: got %d.%d, but %s follows".formatted(part.mediaSequence(),
                    part.index(), expected()));
        }
        boolean leap = sequence >= 0 && part.mediaSequence() > sequence + 1;
        sequence = part.mediaSequence();
        index = part.index();
        complete = part.last();
        fresh = false;
        return leap;
    }

    private boolean begins(Part part) {
        return part.index() == 0 && part.mediaSequence() > sequence;
    }

    private boolean continues(Part part) {
        return complete
                ? part.mediaSequence() == sequence + 1 && part.index() == 0
                : part.mediaSequence() == sequence && part.index() == index + 1;
    }

    private String expected() {
        if (fresh) {
            return "part 0 of a segment from %d on".formatted(sequence + 1);
        }
        return complete ? "%d.0".formatted(sequence + 1) : "%d.%d".formatted(sequence, index + 1);
    }
}
