package dev.streamr.daemon.demo;

/** The demo cannot go on; the message is the reason, said for the person who started it. */
final class DemoFailure extends Exception {

    private static final long serialVersionUID = 1L;

    DemoFailure(String reason) {
        super(reason);
    }
}
