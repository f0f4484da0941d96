package dev.streamr.daemon.database;

/** The store cannot be opened or brought up to date; the message is for the operator and holds no password. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
