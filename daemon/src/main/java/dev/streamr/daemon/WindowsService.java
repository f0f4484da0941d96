package dev.streamr.daemon;

import dev.streamr.daemon.cli.Cli;

/**
 * The program as a service of Windows. Apache procrun runs the Java machine in its own process: it calls {@link #start}
 * in one thread and, when the service is to stop, {@link #stop} in another, and takes the service for stopped when the
 * first one returns. It ends the program's console on the way, which must not look like a signal: {@code -Xrs}.
 */
public final class WindowsService {

    private static final StopSignals STOP = StopSignals.comeByCall();

    private WindowsService() {}

    /** Runs a command until it has ended. What has failed ends the process, so that Windows starts it again. */
    public static void start(String[] arguments) {
        int code = Cli.standard().run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Asks the daemon to stop; it hands its viewers over first. */
    public static void stop(String[] arguments) {
        STOP.stop();
    }
}
