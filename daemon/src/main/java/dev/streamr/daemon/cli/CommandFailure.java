package dev.streamr.daemon.cli;

/** A command cannot do what it was asked; the message says why and what to do next. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final boolean mayPass;

    private CommandFailure(int exitCode, boolean mayPass, String message) {
        super(message);
        this.exitCode = exitCode;
        this.mayPass = mayPass;
    }

    /** It did not work. */
    static CommandFailure failed(String message) {
        return new CommandFailure(Cli.FAILED, false, message);
    }

    /** It did not work, and may work later. */
    static CommandFailure notNow(String message) {
        return new CommandFailure(Cli.FAILED, true, message);
    }

    /** It was asked for in a wrong way. */
    static CommandFailure usage(String message) {
        return new CommandFailure(Cli.USAGE, false, message);
    }

    int exitCode() {
        return exitCode;
    }

    /** Whether the same may work later, with nothing done about it here. */
    boolean mayPass() {
        return mayPass;
    }
}
