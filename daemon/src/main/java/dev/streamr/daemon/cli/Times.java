package dev.streamr.daemon.cli;

import dev.streamr.daemon.config.Durations;

/** Times on the command line, written as in the configuration. */
final class Times {

    private Times() {}

    static long seconds(String option, String text) {
        try {
            return Durations.parse(text).toSeconds();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(option + ": must be " + Durations.ALLOWED);
        }
    }
}
