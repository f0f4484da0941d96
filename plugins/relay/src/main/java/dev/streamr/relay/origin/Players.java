package dev.streamr.relay.origin;

import java.util.List;
import java.util.Locale;

/** What players can do, by the name they go under. */
final class Players {

    /** Browsers (hls.js, and Safari by itself), Apple's AVPlayer, Google's ExoPlayer and its successor, Shaka. */
    private static final List<String> STEERABLE = List.of("mozilla/", "applecoremedia", "exoplayer", "androidxmedia3",
            "shaka");

    private Players() {}

    /** Whether a player knows content steering. One that does not, and opens every variant, would stall at a dead one. */
    static boolean steerable(String userAgent) {
        String name = userAgent.toLowerCase(Locale.ROOT);
        return STEERABLE.stream().anyMatch(name::contains);
    }
}
