package dev.streamr.daemon.cli.completion;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What of a command a person gets to see: nothing hidden, everything as plain text. */
final class Shown {

    private Shown() {}

    /** The sub-commands, by their first names. */
    static List<CommandSpec> commands(CommandSpec command) {
        return command.subcommands().values().stream().map(CommandLine::getCommandSpec).distinct()
                .filter(one -> !one.usageMessage().hidden()).toList();
    }

    /** This command and all below it, parents first. */
    static List<CommandSpec> tree(CommandSpec command) {
        List<CommandSpec> all = new ArrayList<>(List.of(command));
        commands(command).forEach(one -> all.addAll(tree(one)));
        return all;
    }

    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    static List<PositionalParamSpec> parameters(CommandSpec command) {
        return command.positionalParameters().stream().filter(parameter -> !parameter.hidden()).toList();
    }

    static boolean takesValue(ArgSpec argument) {
        return argument.arity().max() > 0;
    }

    static boolean isFile(ArgSpec argument) {
        return argument.type() == Path.class || argument.type() == File.class;
    }

    /** The values it may have, when they can be listed. */
    static List<String> candidates(ArgSpec argument) {
        List<String> values = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(values::add);
        }
        return values;
    }

    static String description(CommandSpec command) {
        return firstLine(command.usageMessage().description());
    }

    static String description(ArgSpec argument) {
        return firstLine(argument.description());
    }

    /** Picocli's descriptions are formats, with markup for colours. */
    private static String firstLine(String[] description) {
        return description.length == 0
                ? ""
                : Ansi.OFF.string(description[0].replace("%%", "%").replace("%n", "\n")).lines().findFirst().orElse("");
    }
}
