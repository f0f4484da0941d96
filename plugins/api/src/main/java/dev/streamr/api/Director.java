package dev.streamr.api;

/**
 * Decides who serves which viewer. Provided by the relay plugin, asked by playback for every request; where there is
 * none, everybody is served here. Any thread; only {@link WatchSession#awaitStream} waits.
 */
public interface Director {

    /** A player asks for a stream by its public address, without a session. */
    Placement place(StreamName stream, Viewer viewer);

    /**
     * Looks at the session in a URL.
     *
     * @param stream the stream that the URL names
     * @param token  the session as the URL has it, not checked yet
     */
    Admission admit(StreamName stream, String token);
}
