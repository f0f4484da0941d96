package dev.streamr.daemon.cli;

import dev.streamr.daemon.Startup;
import dev.streamr.daemon.config.EffectiveValue;
import dev.streamr.daemon.text.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code streamr config show}: every key as it is in force, and where it comes from; secrets are masked. */
@Command(name = "show", description = "Shows every key as it is in force and where it comes from; secrets are masked.", mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {

    @Mixin
    final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    private final Terminal terminal;

    ConfigShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<EffectiveValue> values = Startup.check(config.file, terminal.environment()).values();
        if (json) {
            Documents.print(terminal, values);
            return Cli.OK;
        }
        Table table = new Table("KEY", "VALUE", "FROM");
        values.forEach(value -> table.row(value.key(), value.value(), value.source()));
        table.print(terminal.out());
        return Cli.OK;
    }
}
