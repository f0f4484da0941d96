package dev.streamr.daemon.cli.completion;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the script for zsh: one function for every command, which hands on to those of its sub-commands. */
final class ZshScript {

    private final StringBuilder text = new StringBuilder();

    ZshScript(CommandSpec root) {
        text.append("""
                #compdef NAME
                # Completes NAME in zsh; made by: NAME completion zsh

                """.replace("NAME", root.name()));
        Shown.tree(root).forEach(this::function);
        // As a file of $fpath it is the body of the function _NAME, and called to complete; sourced, it makes itself known.
        text.append("""
                if [[ ${funcstack[1]-} == _NAME ]]; then
                  _NAME "$@"
                else
                  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
                  compdef _NAME NAME
                fi
                """.replace("NAME", root.name()));
    }

    String text() {
        return text.toString();
    }

    private void function(CommandSpec command) {
        List<CommandSpec> below = Shown.commands(command);
        text.append(functionOf(command)).append("() {\n");
        if (below.isEmpty()) {
            text.append("  _arguments -s");
            arguments(command);
            text.append("\n}\n\n");
            return;
        }
        text.append("  local curcontext=$curcontext state line ret=1\n  local -A opt_args\n  _arguments -C -s");
        arguments(command);
        text.append(" \\\n    '1: :->command' '*:: :->rest' && ret=0\n  case $state in\n    command)\n")
                .append("      local -a commands=(\n");
        for (CommandSpec one : below) {
            text.append("        ").append(quoted(one.name() + ":" + Shown.description(one))).append('\n');
        }
        text.append("      )\n      _describe -t commands command commands && ret=0 ;;\n")
                .append("    rest)\n      case $line[1] in\n");
        for (CommandSpec one : below) {
            text.append("        ").append(one.name()).append(") ").append(functionOf(one)).append(" && ret=0 ;;\n");
        }
        text.append("      esac ;;\n  esac\n  return ret\n}\n\n");
    }

    private void arguments(CommandSpec command) {
        for (OptionSpec option : Shown.options(command)) {
            text.append(" \\\n    ").append(specification(option));
        }
        for (PositionalParamSpec parameter : Shown.parameters(command)) {
            text.append(" \\\n    ").append(quoted((parameter.required() ? ":" : "::") + value(parameter)));
        }
    }

    /** All names of an option exclude each other: {@code '(-c --config)'{-c+,--config=}'[…]:FILE:_files'}. */
    private static String specification(OptionSpec option) {
        String[] names = option.names().clone();
        if (Shown.takesValue(option)) {
            for (int i = 0; i < names.length; i++) {
                names[i] += names[i].startsWith("--") ? "=" : "+";
            }
        }
        String rest = "[" + escaped(Shown.description(option), "[]") + "]"
                + (Shown.takesValue(option) ? ":" + value(option) : "");
        return names.length == 1
                ? quoted(names[0] + rest)
                : quoted("(" + String.join(" ", option.names()) + ")") + "{" + String.join(",", names) + "}"
                        + quoted(rest);
    }

    private static String value(ArgSpec argument) {
        List<String> candidates = Shown.candidates(argument);
        String action = Shown.isFile(argument)
                ? "_files"
                : candidates.isEmpty() ? " " : "(" + String.join(" ", candidates) + ")";
        return escaped(argument.paramLabel(), ":") + ":" + action;
    }

    private static String functionOf(CommandSpec command) {
        return "_" + command.qualifiedName("_").replace('-', '_');
    }

    private static String escaped(String text, String special) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c == '\\' || special.indexOf(c) >= 0 ? "\\" : "").append((char) c));
        return escaped.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
