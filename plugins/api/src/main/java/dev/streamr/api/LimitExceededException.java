package dev.streamr.api;

/** A configured bound is reached; the message names the bound and its configuration key. */
public final class LimitExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LimitExceededException(String message) {
        super(message);
    }
}
