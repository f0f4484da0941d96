package dev.streamr.daemon.plugin;

/** Says in one sentence why something failed. */
final class Reasons {

    /** Longer chains say nothing new. */
    private static final int DEEPEST = 4;

    private Reasons() {}

    /** The messages from the outermost to the innermost cause, without repeating what was said. */
    static String of(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            String said = said(cause);
            if (reason.indexOf(said) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(said);
            }
        }
        return reason.toString();
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return cause instanceof LinkageError ? cause.getClass().getSimpleName() + " " + message : message;
    }
}
