package dev.streamr.daemon;

import java.util.Objects;

/** Which build this is. */
public final class Version {

    private Version() {}

    /** As in the jar's manifest; {@code dev} when run from class files. */
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");
    }
}
