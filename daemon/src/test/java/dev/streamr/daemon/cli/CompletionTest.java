package dev.streamr.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.daemon.cli.completion.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Scripts for shells name all that a person may use and nothing else; lab/completion.sh runs them in these shells. */
class CompletionTest {

    private final StringWriter out = new StringWriter();
    private final Cli cli = new Cli(new PrintWriter(out), new PrintWriter(out), Map.of());

    private String script(String shell) {
        out.getBuffer().setLength(0);
        assertEquals(0, cli.run("completion", shell));
        return out.toString();
    }

    private static List<CommandSpec> commands(CommandSpec parent) {
        List<CommandSpec> all = new ArrayList<>();
        for (CommandLine line : parent.subcommands().values()) {
            all.add(line.getCommandSpec());
            all.addAll(commands(line.getCommandSpec()));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void everyCommandAndOptionThatIsShownIsKnownAndNoOther(Shell shell) {
        String script = script(shell.toString());
        List<CommandSpec> all = commands(cli.commandLine().getCommandSpec());
        assertTrue(all.stream().anyMatch(command -> command.usageMessage().hidden()), "one command is hidden");
        for (CommandSpec command : all) {
            boolean shown = !command.usageMessage().hidden();
            assertEquals(shown, script.matches("(?s).*[ '\"]" + command.name() + "[ ':\")].*"),
                    command.qualifiedName());
            command.options().stream().filter(option -> shown && !option.hidden()).forEach(
                    option -> assertTrue(script.contains(option.longestName().substring(2)), option.longestName()));
        }
        assertFalse(script.contains("until-input-ends"));
    }

    @Test
    void namesMayBeWrittenAsOneLikes() {
        assertEquals(script("fish"), script("FISH"));
        assertEquals(2, cli.run("completion", "tcsh"));
        assertTrue(out.toString().contains("bash, zsh, fish"), out.toString());
    }

    @Test
    void zshFindsTheScriptInItsFolder() {
        assertTrue(script("zsh").startsWith("#compdef streamr\n"));
    }

    @Test
    void fishGetsDescriptionsWithQuotesAndFiles() {
        String script = script("fish");
        assertTrue(script.contains("""
                complete -c streamr -n '__streamr_in streamr' -a 'invite' -d 'Makes a code by which one friend\\'s"""),
                script);
        assertTrue(script.contains("-n '__streamr_in streamr stream add' -s c -l config -r -F"), script);
        assertTrue(script.contains("-n '__streamr_in streamr completion' -f -a 'bash zsh fish'"), script);
    }
}
