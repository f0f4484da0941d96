package dev.streamr.daemon.cli;

import dev.streamr.daemon.Daemon;
import dev.streamr.daemon.StartException;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.StopSignals;
import dev.streamr.daemon.config.ConfigException;
import dev.streamr.daemon.config.ConfigLoader;
import dev.streamr.daemon.config.DaemonConfig;
import dev.streamr.daemon.ops.Restart;
import dev.streamr.daemon.systemd.ServiceManager;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code streamr serve}: runs the daemon until it is told to stop. */
@Command(name = "serve", description = "Runs the daemon in the foreground.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:stopped", "1:the machine does not let it start or go on", "2:wrong usage or configuration",
        "75:asked to be started anew (streamr restart)"})
final class ServeCommand implements Callable<Integer> {

    @Mixin
    final ConfigOption config = new ConfigOption();

    @Option(names = "--until-input-ends", hidden = true, description = "Stop when standard input ends, as it does when the parent process is gone.")
    boolean untilInputEnds;

    @Option(names = "--join-file", paramLabel = "FILE", description = "If FILE is there, it holds a code of streamr invite: joins with it as soon as that origin answers, and deletes FILE.")
    @Nullable
    Path joinFile;

    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException, InterruptedException {
        boolean restart;
        StopSignals signals = StopSignals.install();
        try (Daemon daemon = start()) {
            if (daemon.isNew()) {
                terminal.say("This node is new. Let somebody publish with: streamr stream add NAME"
                        + (config.file == null ? "" : " --config " + config.file));
            }
            if (untilInputEnds) {
                Thread.ofPlatform().daemon().name("input").start(() -> stopAtTheEnd(signals));
            }
            daemon.restart().whenDue(signals::stop);
            if (joinFile != null) {
                DaemonConfig own = ConfigLoader.read(config.file, terminal.environment()).daemonOrThrow();
                JoinFile.readLater(joinFile, () -> DaemonClient.of(own));
            }
            signals.await();
            restart = daemon.restart().isDue();
        }
        return restart ? Restart.EXIT_CODE : Cli.OK;
    }

    /** The reason for a start that fails is told to the service manager as well, for its {@code status}. */
    private Daemon start() throws StartException {
        try {
            return Startup.start(config.file, terminal.environment());
        } catch (ConfigException e) {
            int more = e.problems().size() - 1;
            tellWhy(e.problems().getFirst() + (more == 0 ? "" : "; and " + more + " more, see the log"));
            throw e;
        } catch (StartException e) {
            tellWhy(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void tellWhy(String reason) {
        try (ServiceManager manager = ServiceManager.find(terminal.environment())) {
            manager.failed(reason);
        }
    }

    private void stopAtTheEnd(StopSignals signals) {
        try {
            terminal.in().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            terminal.complain("standard input cannot be read any more: " + e.getMessage());
        } finally {
            signals.stop();
        }
    }
}
