package dev.streamr.daemon.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the script for fish: one {@code complete} for every command and option, each with the commands it follows. */
final class FishScript {

    private final CommandSpec root;
    private final String name;
    private final StringBuilder text = new StringBuilder();

    FishScript(CommandSpec root) {
        this.root = root;
        this.name = root.name();
        header();
        Shown.tree(root).forEach(this::command);
    }

    String text() {
        return text.toString();
    }

    /** Which command the cursor is in: values of options are stepped over, be they named like a command. */
    private void header() {
        String commands = Shown.tree(root).stream().skip(1).map(one -> quoted(one.qualifiedName()))
                .collect(Collectors.joining(" "));
        String values = Shown.tree(root).stream()
                .flatMap(one -> Shown.options(one).stream().filter(Shown::takesValue)
                        .flatMap(option -> List.of(option.names()).stream()).map(n -> one.qualifiedName() + " " + n))
                .map(FishScript::quoted).collect(Collectors.joining(" "));
        text.append("""
                # Completes NAME in fish; made by: NAME completion fish

                function __NAME_command --description 'The command that is typed so far'
                    set -l commands COMMANDS
                    set -l values VALUES
                    set -l words (commandline -opc)
                    set -e words[1]
                    set -l path NAME
                    set -l value 0
                    for word in $words
                        if test $value = 1
                            set value 0
                        else if contains -- "$path $word" $commands
                            set path "$path $word"
                        else if contains -- "$path $word" $values
                            set value 1
                        end
                    end
                    echo $path
                end

                function __NAME_in --description 'Whether this command is typed so far'
                    test (__NAME_command) = "$argv"
                end

                complete -c NAME -f
                """.replace("COMMANDS", commands).replace("VALUES", values).replace("NAME", name));
    }

    private void command(CommandSpec command) {
        String start = "complete -c " + name + " -n " + quoted("__" + name + "_in " + command.qualifiedName());
        for (CommandSpec below : Shown.commands(command)) {
            text.append(start).append(" -a ").append(quoted(below.name()))
                    .append(described(Shown.description(below))).append('\n');
        }
        for (OptionSpec option : Shown.options(command)) {
            text.append(start);
            for (String known : option.names()) {
                text.append(known.startsWith("--") ? " -l " + known.substring(2) : " -s " + known.substring(1));
            }
            text.append(Shown.takesValue(option) ? " -r" + value(option) : "")
                    .append(described(Shown.description(option))).append('\n');
        }
        Shown.parameters(command).stream()
                .filter(parameter -> Shown.isFile(parameter) || !Shown.candidates(parameter).isEmpty())
                .forEach(parameter -> text.append(start).append(value(parameter))
                        .append(described(Shown.description(parameter))).append('\n'));
    }

    private static String value(ArgSpec argument) {
        List<String> candidates = Shown.candidates(argument);
        return Shown.isFile(argument)
                ? " -F"
                : " -f" + (candidates.isEmpty() ? "" : " -a " + quoted(String.join(" ", candidates)));
    }

    private static String described(String description) {
        return description.isEmpty() ? "" : " -d " + quoted(description);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
