package dev.streamr.daemon.cli;

import dev.streamr.daemon.config.ConfigLoader;
import dev.streamr.daemon.config.DaemonConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that asks the running daemon understands. */
final class DaemonOptions {

    @Mixin
    final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    DaemonConfig read(Terminal terminal) {
        return ConfigLoader.read(config.file, terminal.environment()).daemonOrThrow();
    }

    DaemonClient client(Terminal terminal) {
        return DaemonClient.of(read(terminal));
    }
}
