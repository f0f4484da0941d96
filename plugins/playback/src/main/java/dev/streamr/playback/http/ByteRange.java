package dev.streamr.playback.http;

import org.jspecify.annotations.Nullable;

/**
 * One range of bytes of a resource (RFC 9110 section 14.1.2).
 *
 * @param first  offset of the first byte
 * @param length number of bytes, at least 1; 0 when the range lies outside the resource
 */
record ByteRange(long first, long length) {

    /** A well-formed range that holds no byte of the resource: 416. */
    static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

    private static final String UNIT = "bytes=";
    private static final int MAX_DIGITS = 18;

    /**
     * Reads a Range header. What we do not serve (other units, several ranges, nonsense) is answered as if there were
     * no header, which RFC 9110 allows.
     *
     * @return the range, {@link #UNSATISFIABLE}, or null when the whole resource is to be sent
     */
    static @Nullable ByteRange parse(String header, long size) {
        if (!header.startsWith(UNIT) || header.indexOf(',') >= 0) {
            return null;
        }
        String spec = header.substring(UNIT.length()).strip();
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return null;
        }
        long from = number(spec.substring(0, dash));
        long to = number(spec.substring(dash + 1));
        if (from == BAD || to == BAD) {
            return null;
        }
        if (from == NONE) {
            return to == NONE ? null : suffix(to, size);
        }
        if (to != NONE && to < from) {
            return null;
        }
        if (from >= size) {
            return UNSATISFIABLE;
        }
        long last = to == NONE ? size - 1 : Math.min(to, size - 1);
        return new ByteRange(from, last - from + 1);
    }

    private static final long NONE = -1;
    private static final long BAD = -2;

    private static ByteRange suffix(long count, long size) {
        long length = Math.min(count, size);
        return length == 0 ? UNSATISFIABLE : new ByteRange(size - length, length);
    }

    private static long number(String digits) {
        if (digits.isEmpty()) {
            return NONE;
        }
        if (digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return BAD;
        }
        return Long.parseLong(digits);
    }
}
