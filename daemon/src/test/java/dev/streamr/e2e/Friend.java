package dev.streamr.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A friend's machine that has joined an origin by the command line, or the origin itself.
 *
 * @param daemon what runs there
 */
record Friend(ImageDaemon daemon) implements AutoCloseable {

    /** Where the machine says that it is reached. */
    private static final String REACHABLE = "mesh: { announce: [ 'HTTP' ] }";
    private static final Pattern EGRESS = Pattern
            .compile("(?m)^streamr_egress_bytes_total\\{.*protocol=\"(?:hls|http-flv)\".*} ([0-9.E+]+)$");

    /** An origin, to which anybody may publish. */
    static Friend origin(Path folder) throws IOException {
        return new Friend(new ImageDaemon(Image.BUILT, Files.createDirectory(folder.resolve("origin")), "open",
                REACHABLE));
    }

    /** Invites a machine and has it join. */
    Friend invite(String name, Path folder) throws IOException, InterruptedException {
        Run invitation = daemon.streamr("invite", "--name", name, "--json");
        succeeded(invitation);
        String code = new ObjectMapper().readTree(invitation.out()).required("code").asText();
        Friend friend = new Friend(new ImageDaemon(Image.BUILT, Files.createDirectory(folder.resolve(name)), "open",
                REACHABLE));
        succeeded(friend.daemon.streamr("join", code));
        return friend;
    }

    /** Bytes that viewers got from this machine. */
    double viewersGot() throws IOException, InterruptedException {
        return EGRESS.matcher(daemon.getOps("/metrics").body()).results()
                .mapToDouble(line -> Double.parseDouble(line.group(1))).sum();
    }

    private static void succeeded(Run run) {
        if (run.exitCode() != 0) {
            throw new AssertionError(run.toString());
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
