package dev.streamr.daemon.ops;

/**
 * One thing that must work for this node to be ready.
 *
 * @param name   what: {@code database}, {@code disk}, {@code plugin ingest}
 * @param up     whether it works
 * @param reason one sentence when it does not; empty otherwise
 */
public record Check(String name, boolean up, String reason) {

    /** It works. */
    public static Check up(String name) {
        return new Check(name, true, "");
    }

    /** It does not work, and why. */
    public static Check down(String name, String reason) {
        return new Check(name, false, reason);
    }
}
