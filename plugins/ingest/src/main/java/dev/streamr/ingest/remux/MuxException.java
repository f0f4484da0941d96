package dev.streamr.ingest.remux;

/** libavformat refused something; the message holds its own words. */
final class MuxException extends Exception {

    private static final long serialVersionUID = 1L;

    MuxException(String message) {
        super(message);
    }
}
