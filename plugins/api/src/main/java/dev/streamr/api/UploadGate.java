package dev.streamr.api;

import java.util.OptionalLong;

/**
 * What this machine may send, as its owner has set it. Asked by the daemon before bytes go out on the public listener.
 * Provided by the mesh plugin. Any thread.
 */
public interface UploadGate {

    /** Most bytes that one reservation holds, at least 1. */
    int burstBytes();

    /**
     * Sets bytes aside that are sent after the wait that is returned, and not before.
     *
     * @param bytes 1 to {@link #burstBytes}
     * @return nanoseconds to wait, 0 for now, at most two seconds; empty when they must not be sent at all
     */
    OptionalLong reserve(int bytes);
}
