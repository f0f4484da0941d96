package dev.streamr.ingest.flv;

import java.io.IOException;

/** A tag body or codec configuration that cannot be what it says it is. The message never repeats the input. */
public final class FlvException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Category category;

    /** What is wrong, coarsely; the label of counters. */
    public enum Category {
        /** It ends before its own lengths say so. */
        TRUNCATED("truncated"),
        /** A field has a value that the format forbids. */
        MALFORMED("malformed"),
        /** Valid, but a codec or feature that is not carried here. */
        UNSUPPORTED("unsupported");

        private final String label;

        Category(String label) {
            this.label = label;
        }

        /** The name in metrics. */
        public String label() {
            return label;
        }
    }

    public FlvException(Category category, String message) {
        super(message);
        this.category = category;
    }

    static FlvException truncated(String what) {
        return new FlvException(Category.TRUNCATED, what + " is cut short");
    }

    static FlvException malformed(String message) {
        return new FlvException(Category.MALFORMED, message);
    }

    static FlvException unsupported(String message) {
        return new FlvException(Category.UNSUPPORTED, message);
    }

    /** What is wrong, coarsely. */
    public Category category() {
        return category;
    }
}
