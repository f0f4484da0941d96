package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code streamr invite}. */
@Command(name = "invite", description = "Makes a code by which one friend's machine joins this origin, once.", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
        "  streamr invite --name alice", "  streamr invite --name bob --expires 72h --stream myshow --qr"})
final class InviteCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What the friend's machine is called here.")
    String name = "";

    @Option(names = "--expires", paramLabel = "TIME", defaultValue = "24h", description = "How long the code is good, 1m to 720h; ${DEFAULT-VALUE} unless given.")
    String expires = "";

    @Option(names = "--stream", paramLabel = "STREAM", description = "The one stream it is for; any unless given.")
    @Nullable
    String stream;

    @Option(names = "--qr", description = "As a QR code too.")
    boolean qr;

    private final Terminal terminal;

    InviteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> asked = new HashMap<>();
        asked.put("name", name);
        asked.put("expiresSeconds", Times.seconds("--expires", expires));
        if (stream != null) {
            asked.put("stream", stream);
        }
        JsonNode invite = Mesh.running(options, terminal).post("/invites", asked);
        if (options.json) {
            Documents.print(terminal, invite);
            return Cli.OK;
        }
        String code = invite.path("code").asText();
        terminal.out().println(code);
        if (qr) {
            QrCode.print(terminal, code);
        }
        terminal.say("Hand this code to your friend by a channel you trust; it opens once, until "
                + invite.path("expiresAt").asText() + ".");
        terminal.say("On the friend's machine: streamr join   (then paste the code)");
        terminal.say("It leads to " + invite.path("controlUrl").asText()
                + "; if the friend cannot reach that, set http.public-url here and make a new code.");
        return Cli.OK;
    }
}
