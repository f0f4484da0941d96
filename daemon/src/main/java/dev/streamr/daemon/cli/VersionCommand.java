package dev.streamr.daemon.cli;

import dev.streamr.daemon.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code streamr version}. */
@Command(name = "version", description = "Shows which build this is.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer>, IVersionProvider {

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String[] getVersion() {
        return new String[]{"streamr " + Version.current()};
    }

    @Override
    public Integer call() {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("version", Version.current());
            document.put("java", Runtime.version().toString());
            document.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            Documents.print(terminal, document);
        } else {
            terminal.out().println("streamr " + Version.current());
        }
        return Cli.OK;
    }
}
