package dev.streamr.api;

/**
 * How a plugin is.
 *
 * @param up     whether it does its work
 * @param reason one sentence when it does not; empty otherwise
 */
public record Health(boolean up, String reason) {

    /** All is well. */
    public static final Health UP = new Health(true, "");

    /** Not working, and why. */
    public static Health down(String reason) {
        return new Health(false, reason);
    }
}
