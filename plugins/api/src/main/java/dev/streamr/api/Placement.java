package dev.streamr.api;

import java.net.URI;
import java.util.List;

/** Where a viewer is served from. */
public sealed interface Placement {

    /** From here, without a session, as if there were no friends. */
    record Here() implements Placement {}

    /**
     * The player knows content steering (RFC 8216bis section 7): it gets all pathways and changes among them.
     *
     * @param steering URI of the steering manifest, relative to this server's root
     * @param pathways best first; the last is this machine
     */
    record Steered(URI steering, List<Pathway> pathways) implements Placement {

        public Steered {
            pathways = List.copyOf(pathways);
        }
    }

    /**
     * The player knows no steering: it reloads its media playlist from here, and that names segments on the relay in
     * use.
     *
     * @param token the session for its URLs
     */
    record Named(String token) implements Placement {}

    /** From another machine: a temporary redirect (302). */
    record Elsewhere(URI url) implements Placement {}

    /** Not at all, and why. */
    record Refused(Problem problem) implements Placement {}

    /**
     * One machine that serves the stream.
     *
     * @param id   PATHWAY-ID
     * @param base what stands before {@code media.m3u8}: absolute or relative to {@code /live/}, ends with a slash
     */
    record Pathway(String id, URI base) {}
}
