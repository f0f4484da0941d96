package dev.streamr.api;

/**
 * A stream of this name comes to this machine another way already: it cannot be published here and relayed at the same
 * time. The message says so to a person.
 */
public final class NameTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NameTakenException(String message) {
        super(message);
    }
}
