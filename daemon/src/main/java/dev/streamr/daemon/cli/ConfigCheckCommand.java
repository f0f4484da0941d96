package dev.streamr.daemon.cli;

import dev.streamr.daemon.Startup;
import dev.streamr.daemon.config.ConfigException;
import dev.streamr.daemon.config.Configuration;
import dev.streamr.daemon.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code streamr config check}: everything {@code serve} checks, without starting anything. */
@Command(name = "check", description = "Checks the whole configuration; lists everything that is wrong.", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
        "  streamr config check", "  streamr config check --config ./streamr.yaml"})
final class ConfigCheckCommand implements Callable<Integer> {

    /** @param problems where, key and text of each */
    private record Result(boolean valid, List<Problem> problems) {}

    @Mixin
    final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    private final Terminal terminal;

    ConfigCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Configuration checked = Startup.check(config.file, terminal.environment());
            if (json) {
                Documents.print(terminal, new Result(true, List.of()));
            } else {
                List<String> names = new ArrayList<>(
                        List.of(checked.file().map(Object::toString).orElse("the built-in configuration")));
                checked.additions().forEach(file -> names.add(file.toString()));
                terminal.say(String.join(", ", names) + (names.size() == 1 ? " is fine" : " are fine"));
            }
            return Cli.OK;
        } catch (ConfigException e) {
            if (!json) {
                throw e;
            }
            Documents.print(terminal, new Result(false, e.problems()));
            return Cli.USAGE;
        }
    }
}
