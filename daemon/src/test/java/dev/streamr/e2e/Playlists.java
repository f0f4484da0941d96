package dev.streamr.e2e;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers that tests need from a media playlist (RFC 8216, 4.3.3). */
final class Playlists {

    private static final Pattern MEDIA_SEQUENCE = Pattern.compile("(?m)^#EXT-X-MEDIA-SEQUENCE:([0-9]+)$");

    private Playlists() {}

    static long mediaSequence(String playlist) {
        Matcher matcher = MEDIA_SEQUENCE.matcher(playlist);
        if (!matcher.find()) {
            throw new AssertionError("no media sequence: " + playlist);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** How many whole segments it names. */
    static long segments(String playlist) {
        return playlist.lines().filter(line -> line.startsWith("#EXTINF:")).count();
    }
}
