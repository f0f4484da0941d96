package dev.streamr.daemon.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that every command shares. */
final class ConfigOption {

    @Option(names = {"-c",
            "--config"}, paramLabel = "FILE", description = "The configuration file; else $STREAMR_CONFIG, else /etc/streamr/streamr.yaml if it is there, else defaults.")
    @Nullable
    Path file;
}
