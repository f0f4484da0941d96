package dev.streamr.daemon.http;

/** A listener cannot be opened; the message tells the operator which key of the configuration is why. */
public final class ListenerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ListenerException(String message) {
        super(message);
    }

    ListenerException(String message, Throwable cause) {
        super(message, cause);
    }
}
