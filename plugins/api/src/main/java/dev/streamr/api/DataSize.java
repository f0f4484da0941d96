package dev.streamr.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes as it is written in the configuration: a whole number and a unit, {@code 64MiB}.
 *
 * @param bytes the amount, never negative
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

    /** How a size is written, in words for error messages. */
    public static final String ALLOWED = "a whole number with B, KiB, MiB, GiB or TiB, such as 64MiB";

    private static final Pattern PATTERN = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB|TiB)");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    /** @throws IllegalArgumentException when it is negative */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size: " + bytes + " is negative");
        }
    }

    /** So many bytes. */
    public static DataSize ofBytes(long bytes) {
        return new DataSize(bytes);
    }

    /** So many units of 1024 bytes. */
    public static DataSize ofKibibytes(long kibibytes) {
        return new DataSize(Math.multiplyExact(kibibytes, 1L << 10));
    }

    /** So many units of 1,048,576 bytes. */
    public static DataSize ofMebibytes(long mebibytes) {
        return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /** So many units of 1,073,741,824 bytes. */
    public static DataSize ofGibibytes(long gibibytes) {
        return new DataSize(Math.multiplyExact(gibibytes, 1L << 30));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when {@code text} is not {@link #ALLOWED}, or above 2^63 - 1 bytes
     */
    public static DataSize parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("must be " + ALLOWED));
    }

    private static Optional<DataSize> find(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        int shift = 10 * UNITS.indexOf(matcher.group(2));
        return count > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(new DataSize(count << shift));
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The amount in the largest unit that holds it without a fraction. */
    @Override
    public String toString() {
        int unit = bytes == 0 ? 0 : Math.min(UNITS.size() - 1, Long.numberOfTrailingZeros(bytes) / 10);
        return (bytes >> (10 * unit)) + UNITS.get(unit);
    }
}
