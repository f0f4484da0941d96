package dev.streamr.playback.hls;

import dev.streamr.playback.http.Numbers;
import dev.streamr.playback.http.Refusal;

/**
 * Delivery directives of a playlist request (RFC 8216bis section 6.2.5).
 *
 * @param mediaSequence {@code _HLS_msn}, -1 when absent
 * @param part          {@code _HLS_part}, -1 when absent
 * @param skip          whether a delta update will do ({@code _HLS_skip})
 */
record ReloadDirectives(long mediaSequence, int part, boolean skip) {

    static final ReloadDirectives NONE = new ReloadDirectives(-1, -1, false);

    private static final String MSN = "_HLS_msn=";
    private static final String PART = "_HLS_part=";
    private static final String SKIP = "_HLS_skip=";

    /** Whether the answer is to wait for something. */
    boolean blocking() {
        return mediaSequence >= 0;
    }

    /**
     * Reads a raw query; unknown parameters are ignored.
     *
     * @throws Refusal (400) when a directive is malformed, or asks for a part without its segment
     */
    static ReloadDirectives parse(String query) throws Refusal {
        if (query.isEmpty()) {
            return NONE;
        }
        long mediaSequence = -1;
        long part = -1;
        boolean skip = false;
        for (int start = 0; start < query.length();) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (query.startsWith(MSN, start)) {
                mediaSequence = number(query.substring(start + MSN.length(), end));
            } else if (query.startsWith(PART, start)) {
                part = number(query.substring(start + PART.length(), end));
            } else if (query.startsWith(SKIP, start)) {
                skip = skip(query.substring(start + SKIP.length(), end));
            }
            start = end + 1;
        }
        if (part >= 0 && mediaSequence < 0) {
            throw Refusal.badRequest("_HLS_part needs _HLS_msn");
        }
        return new ReloadDirectives(mediaSequence, (int) Math.min(part, Integer.MAX_VALUE), skip);
    }

    private static long number(String digits) throws Refusal {
        long value = Numbers.parse(digits);
        if (value < 0) {
            throw Refusal.badRequest("_HLS_msn and _HLS_part are decimal numbers");
        }
        return value;
    }

    private static boolean skip(String value) throws Refusal {
        return switch (value) {
            case "YES", "v2" -> true;
            default -> throw Refusal.badRequest("_HLS_skip is YES or v2");
        };
    }
}
