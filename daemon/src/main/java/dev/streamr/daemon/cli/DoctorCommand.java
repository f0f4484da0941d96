package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.config.ConfigException;
import dev.streamr.daemon.config.ConfigLoader;
import dev.streamr.daemon.config.DaemonConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code streamr doctor}: looks for what may be wrong, and says what to do about it. */
@Command(name = "doctor", description = "Looks for what may be wrong, and says what to do about it.", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        configuration(findings);
        Optional<DaemonConfig> config = ConfigLoader.read(options.config.file, terminal.environment()).daemon();
        config.ifPresent(known -> {
            findings.addAll(Machine.findings(known.stateDir()));
            daemon(known, findings);
        });
        return Finding.report(terminal, options.json, findings);
    }

    private void configuration(List<Finding> findings) {
        try {
            Startup.check(options.config.file, terminal.environment());
            findings.add(Finding.ok("configuration", "every key is understood, ports can be listened on"));
        } catch (ConfigException e) {
            e.problems().forEach(problem -> findings
                    .add(Finding.failed("configuration", problem.toString(),
                            "correct it; check with: streamr config check")));
        }
    }

    private void daemon(DaemonConfig config, List<Finding> findings) {
        JsonNode status;
        try {
            status = DaemonClient.of(config).get("/status");
        } catch (CommandFailure e) {
            findings.add(Finding.warning("daemon", String.valueOf(e.getMessage()), "streamr serve"));
            return;
        }
        findings.add(Finding.ok("daemon", "version " + status.path("version").asText() + " answers"));
        for (JsonNode check : status.path("checks")) {
            if (!check.path("up").asBoolean()) {
                findings.add(Finding.failed(check.path("name").asText(), check.path("reason").asText(),
                        "the daemon's log says more: journalctl -u streamr"));
            }
        }
        for (JsonNode stream : status.path("streams")) {
            for (JsonNode warning : stream.path("warnings")) {
                findings.add(Finding.warning("stream " + stream.path("name").asText(), warning.path("code").asText(),
                        warning.path("detail").asText()));
            }
        }
    }
}
