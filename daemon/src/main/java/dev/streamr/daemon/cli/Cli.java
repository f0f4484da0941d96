package dev.streamr.daemon.cli;

import dev.streamr.daemon.StartException;
import dev.streamr.daemon.config.ConfigException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** Runs one command line: data goes to {@code out}, words for people to {@code err}, the result is an exit code. */
public final class Cli {

    /** Done. */
    static final int OK = 0;
    /** It did not work. */
    static final int FAILED = 1;
    /** Wrong usage or configuration. */
    static final int USAGE = 2;

    private final Terminal terminal;

    /** @param environment variables, which override the configuration */
    public Cli(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        this(System.in, out, err, environment);
    }

    Cli(InputStream in, PrintWriter out, PrintWriter err, Map<String, String> environment) {
        this.terminal = new Terminal(in, out, err, environment);
    }

    /** On this process's own streams and environment. */
    public static Cli standard() {
        return new Cli(new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8), System.getenv());
    }

    /** Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong usage or configuration. */
    public int run(String... arguments) {
        CommandLine line = commandLine();
        int code = line.execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    /** All commands, wired to this terminal; pages of the manual are made from them. */
    public CommandLine commandLine() {
        CommandLine line = new CommandLine(new StreamrCommand(), new Commands(terminal));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colors() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        return line;
    }

    private int failed(Exception failure) throws Exception {
        switch (failure) {
            case ConfigException e -> {
                e.problems().forEach(problem -> terminal.error(problem.toString()));
                return USAGE;
            }
            case StartException e -> terminal.complain(String.valueOf(e.getMessage()));
            case CommandFailure e -> {
                terminal.complain(String.valueOf(e.getMessage()));
                return e.exitCode();
            }
            default -> throw failure;
        }
        return FAILED;
    }
}
