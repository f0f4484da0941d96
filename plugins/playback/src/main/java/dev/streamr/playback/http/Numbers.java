package dev.streamr.playback.http;

/** Numbers as they stand in our URLs: decimal, without sign or leading zeros, so that each has one spelling only. */
public final class Numbers {

    /** What {@link #parse} returns for anything else. */
    public static final long NONE = -1;

    private static final int MAX_DIGITS = 18;

    private Numbers() {}

    /** The number, or {@link #NONE}. */
    public static long parse(String digits) {
        int length = digits.length();
        if (length == 0 || length > MAX_DIGITS || (length > 1 && digits.charAt(0) == '0')) {
            return NONE;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
