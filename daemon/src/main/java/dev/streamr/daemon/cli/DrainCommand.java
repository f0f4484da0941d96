package dev.streamr.daemon.cli;

import picocli.CommandLine.Command;

/** {@code streamr drain}. */
@Command(name = "drain", description = "Keeps a machine's viewers and sends it no new ones: this machine, or on an origin the node NAME.", mixinStandardHelpOptions = true)
final class DrainCommand extends DrainOrder {

    DrainCommand(Terminal terminal) {
        super(terminal, "drain");
    }
}
