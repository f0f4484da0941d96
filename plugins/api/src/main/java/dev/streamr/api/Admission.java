package dev.streamr.api;

/** Whether a session is served here. */
public sealed interface Admission {

    /** It is. */
    record Granted(WatchSession session) implements Admission {}

    /** It is not, and why. */
    record Denied(Problem problem) implements Admission {}
}
