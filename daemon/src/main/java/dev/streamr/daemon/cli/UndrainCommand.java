package dev.streamr.daemon.cli;

import picocli.CommandLine.Command;

/** {@code streamr undrain}. */
@Command(name = "undrain", description = "Ends draining and pausing: of this machine, or on an origin draining of the node NAME.", mixinStandardHelpOptions = true)
final class UndrainCommand extends DrainOrder {

    UndrainCommand(Terminal terminal) {
        super(terminal, "undrain");
    }
}
