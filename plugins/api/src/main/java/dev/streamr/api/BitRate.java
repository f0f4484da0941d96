package dev.streamr.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bit rate as the configuration writes it: {@code 20Mbit/s}.
 *
 * @param text a whole number and kbit/s, Mbit/s or Gbit/s, in powers of 1000
 */
public record BitRate(String text) {

    private static final Pattern PATTERN = Pattern.compile("(\\d{1,9})([kMG])bit/s");
    private static final long LEAST = 100_000;
    private static final long MOST = 100_000_000_000L;

    /** @throws IllegalArgumentException when it is none, or not 100kbit/s to 100Gbit/s */
    public BitRate {
        long rate = read(text);
        if (rate < LEAST || rate > MOST) {
            throw new IllegalArgumentException("must be 100kbit/s to 100Gbit/s, such as 20Mbit/s");
        }
    }

    /** Bits per second. */
    public long bitsPerSecond() {
        return read(text);
    }

    private static long read(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return 0;
        }
        long unit = switch (matcher.group(2)) {
            case "k" -> 1_000;
            case "M" -> 1_000_000;
            default -> 1_000_000_000;
        };
        return Long.parseLong(matcher.group(1)) * unit;
    }

    @Override
    public String toString() {
        return text;
    }
}
