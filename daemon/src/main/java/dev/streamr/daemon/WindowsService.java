package dev.streamr.daemon;

import com.sun.jna.Function;
import dev.streamr.daemon.cli.Cli;

/**
 * The program as a service of Windows. Apache procrun runs the Java machine in its own process: it calls {@link #start}
 * in one thread and, when the service is to stop, {@link #stop} in another, and takes the service for stopped when the
 * first one returns.
 */
public final class WindowsService {

    private static final System.Logger LOG = System.getLogger(WindowsService.class.getName());
    private static final StopSignals STOP = StopSignals.comeByCall();

    private WindowsService() {}

    /**
     * Leaves the console that procrun has made for this process: procrun ends it before it tells Windows that the service
     * has stopped, and Wine at least ends whoever is at a console together with it.
     */
    private static void leaveConsole() {
        try {
            Function.getFunction("kernel32", "FreeConsole").invokeInt(new Object[0]);
        } catch (UnsatisfiedLinkError e) {
            LOG.log(System.Logger.Level.WARNING, "the console of the service stays", e);
        }
    }

    /** Runs a command until it has ended. What has failed ends the process, so that Windows starts it again. */
    public static void start(String[] arguments) {
        leaveConsole();
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
