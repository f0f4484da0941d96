package dev.streamr.daemon.cli;

import dev.streamr.daemon.Daemon;
import dev.streamr.daemon.StartException;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.StopSignals;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code streamr serve}: runs the daemon until it is told to stop. */
@Command(name = "serve", description = "Runs the daemon in the foreground.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    final ConfigOption config = new ConfigOption();

    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException, InterruptedException {
        StopSignals signals = StopSignals.install();
        try (Daemon daemon = Startup.start(config.file, terminal.environment())) {
            if (daemon.isNew()) {
                terminal.say("This node is new. Let somebody publish with: streamr stream add NAME"
                        + (config.file == null ? "" : " --config " + config.file));
            }
            signals.await();
        }
        return Cli.OK;
    }
}
