package dev.streamr.packaging;

import dev.streamr.daemon.cli.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what a package brings beside the program, made from the program itself: the pages of the manual in {@code man},
 * and in {@code completion} the scripts by which shells complete.
 */
public final class Manual {

    private final Path pages;
    private final String version;
    private final String date;

    private Manual(Path pages, String version, String date) {
        this.pages = pages;
        this.version = version;
        this.date = date;
    }

    /** Arguments: the folder of what is written by hand, docs/operations.md, version, time (ISO 8601), output folder. */
    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[4]);
        Manual manual = new Manual(Path.of(arguments[0]), arguments[2],
                arguments[3].substring(0, "2000-01-01".length()));
        Path sources = Files.createDirectories(output.resolve("man-source"));
        manual.commands(sources);
        manual.configuration(Files.readString(Path.of(arguments[1])), sources);
        convert(sources, Files.createDirectories(output.resolve("man")));
        completion(Files.createDirectories(output.resolve("completion")));
    }

    private static void convert(Path sources, Path pages) throws IOException {
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (Asciidoctor asciidoctor = Asciidoctor.Factory.create(); Stream<Path> all = Files.list(sources)) {
            asciidoctor.registerLogHandler(record -> complaints.add(record.getMessage()));
            Options options = Options.builder().backend("manpage").safe(SafeMode.UNSAFE)
                    .toDir(pages.toFile()).build();
            all.sorted().forEach(source -> asciidoctor.convertFile(source.toFile(), options));
        }
        if (!complaints.isEmpty()) {
            throw new IOException("Asciidoctor complains: " + String.join("; ", complaints));
        }
    }

    private static void completion(Path folder) throws IOException {
        Map<String, String> files = Map.of("bash", "streamr.bash", "zsh", "_streamr", "fish", "streamr.fish");
        for (Map.Entry<String, String> file : files.entrySet()) {
            try (Writer out = Files.newBufferedWriter(folder.resolve(file.getValue()))) {
                PrintWriter printer = new PrintWriter(out);
                if (new Cli(printer, printer, Map.of()).run("completion", file.getKey()) != 0 || printer.checkError()) {
                    throw new IOException("no completion for " + file.getKey());
                }
            }
        }
    }

    private void commands(Path sources) throws IOException {
        CommandSpec root = Cli.standard().commandLine().getCommandSpec();
        List<CommandSpec> all = shown(root);
        for (CommandSpec command : all) {
            command.versionProvider(null).version("streamr " + version);
            if (command.usageMessage().exitCodeList().isEmpty()) {
                command.usageMessage().exitCodeList(root.usageMessage().exitCodeList());
            }
        }
        int code = ManPageGenerator.generateManPage(sources.toFile(), null, new boolean[0], true, root);
        if (code != 0) {
            throw new IOException("picocli makes no pages: exit code " + code);
        }
        for (CommandSpec command : all) {
            Path file = sources.resolve(command.qualifiedName("-") + ".adoc");
            Files.writeString(file, page(command, Files.readString(file)));
        }
    }

    private static List<CommandSpec> shown(CommandSpec command) {
        List<CommandSpec> all = new ArrayList<>(List.of(command));
        command.subcommands().values().stream().map(CommandLine::getCommandSpec)
                .filter(below -> !below.usageMessage().hidden()).forEach(below -> all.addAll(shown(below)));
        return all;
    }

    /** Headings as manuals have them, other pages by their names, and what picocli does not know of. */
    private String page(CommandSpec command, String made) throws IOException {
        String name = command.qualifiedName("-");
        Path byHand = pages.resolve(name + ".adoc");
        String text = made.replaceAll("(?m)^// (tag|end)::.*\n", "")
                .replaceAll("(?m)^:manmanual:.*", ":manmanual: StreamrP2P\n:docdate: " + date)
                .replaceAll("(?m)^==  ?(\\w[\\w ]*):?$", "== $1").replace("== Exit codes", "== Exit status")
                .replaceAll("(?m)^(" + name + " - .*)\\.$", "$1")
                .replaceAll("xref:([\\w-]+)\\.adoc\\[[^]]*]", "*$1*(1)");
        return text + (Files.exists(byHand) ? Files.readString(byHand) : "") + seeAlso(command);
    }

    private static String seeAlso(CommandSpec command) {
        List<String> others = new ArrayList<>();
        for (CommandSpec above = command.parent(); above != null; above = above.parent()) {
            others.add("*" + above.qualifiedName("-") + "*(1)");
        }
        shown(command).stream().skip(1).map(below -> "*" + below.qualifiedName("-") + "*(1)").forEach(others::add);
        others.add("*streamr.yaml*(5)");
        return "\n== See also\n\n" + String.join(", ", others) + "\n";
    }

    private void configuration(String operations, Path sources) throws IOException {
        String header = """
                :doctype: manpage
                :manmanual: StreamrP2P
                :mansource: streamr %s
                :docdate: %s
                = streamr.yaml(5)

                """.formatted(version, date);
        Files.writeString(sources.resolve("streamr.yaml.adoc"),
                header + Files.readString(pages.resolve("streamr.yaml.adoc")).replace("KEYS\n",
                        ConfigurationKeys.list(operations)));
    }
}
