package dev.streamr.api;

import java.util.regex.Pattern;

/**
 * The public name of a stream, as it stands in every URL: {@code [a-z0-9][a-z0-9_-]{0,63}}. It is no secret, and it
 * never holds a publish key.
 *
 * @param value the name
 */
public record StreamName(String value) implements Comparable<StreamName> {

    /** What a name may be, in words for error messages. */
    public static final String ALLOWED = "1 to 64 of a-z, 0-9, '_' and '-', starting with a letter or digit";

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** @throws IllegalArgumentException when the name is not {@link #ALLOWED}; the message does not repeat the input */
    public StreamName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("stream name: must be " + ALLOWED);
        }
    }

    /** Whether {@code value} may be a stream name. */
    public static boolean isValid(String value) {
        return PATTERN.matcher(value).matches();
    }

    @Override
    public int compareTo(StreamName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
