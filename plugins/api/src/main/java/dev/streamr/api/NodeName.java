package dev.streamr.api;

import java.util.regex.Pattern;

/**
 * What the streamer calls a friend's machine: a DNS label, {@code [a-z0-9][a-z0-9-]{0,62}}. It is no secret.
 *
 * @param value the name
 */
public record NodeName(String value) implements Comparable<NodeName> {

    /** What a name may be, in words for error messages. */
    public static final String ALLOWED = "1 to 63 of a-z, 0-9 and '-', starting with a letter or digit";

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws IllegalArgumentException when the name is not {@link #ALLOWED}; the message does not repeat the input */
    public NodeName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("node name: must be " + ALLOWED);
        }
    }

    /** Whether {@code value} may be a node's name. */
    public static boolean isValid(String value) {
        return PATTERN.matcher(value).matches();
    }

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
