package dev.streamr.daemon.cli;

/** A command cannot do what it was asked; the message says why and what to do next. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** It did not work. */
    static CommandFailure failed(String message) {
        return new CommandFailure(Cli.FAILED, message);
    }

    /** It was asked for in a wrong way. */
    static CommandFailure usage(String message) {
        return new CommandFailure(Cli.USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
