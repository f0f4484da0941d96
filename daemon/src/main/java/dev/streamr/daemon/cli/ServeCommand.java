package dev.streamr.daemon.cli;

import dev.streamr.daemon.Daemon;
import dev.streamr.daemon.Restart;
import dev.streamr.daemon.StartException;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.StopSignals;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code streamr serve}: runs the daemon until it is told to stop. */
@Command(name = "serve", description = "Runs the daemon in the foreground.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    final ConfigOption config = new ConfigOption();

    @Option(names = "--until-input-ends", hidden = true, description = "Stop when standard input ends, as it does when the parent process is gone.")
    boolean untilInputEnds;

    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException, InterruptedException {
        boolean restart;
        StopSignals signals = StopSignals.install();
        try (Daemon daemon = Startup.start(config.file, terminal.environment())) {
            if (daemon.isNew()) {
                terminal.say("This node is new. Let somebody publish with: streamr stream add NAME"
                        + (config.file == null ? "" : " --config " + config.file));
            }
            if (untilInputEnds) {
                Thread.ofPlatform().daemon().name("input").start(() -> stopAtTheEnd(signals));
            }
            daemon.restart().whenDue(signals::stop);
            signals.await();
            restart = daemon.restart().isDue();
        }
        return restart ? Restart.EXIT_CODE : Cli.OK;
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
