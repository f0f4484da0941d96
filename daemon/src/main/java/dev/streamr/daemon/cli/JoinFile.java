package dev.streamr.daemon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An invite's code that an installer left in a file, for machines where nobody types. The daemon that starts joins with
 * it, again and again while the origin does not answer, and deletes the file when it is of no more use.
 */
final class JoinFile {

    private static final System.Logger LOG = System.getLogger(JoinFile.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** Longer than any code. */
    private static final int MOST_BYTES = 4096;

    private final Path file;
    private final Supplier<DaemonClient> daemon;
    private String told = "";

    private JoinFile(Path file, Supplier<DaemonClient> daemon) {
        this.file = file;
        this.daemon = daemon;
    }

    /** Begins in a thread of its own, if the file is there. */
    static void readLater(Path file, Supplier<DaemonClient> daemon) {
        if (Files.exists(file)) {
            Thread.ofPlatform().daemon().name("join-file").start(new JoinFile(file, daemon)::joinInTheEnd);
        }
    }

    private void joinInTheEnd() {
        try {
            for (Duration pause = FIRST_PAUSE; !isOver(); pause = longer(pause)) {
                Thread.sleep(pause);
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "{0} cannot be read or deleted; delete it: {1}", file, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private boolean isOver() throws IOException {
        try {
            String name = daemon.get().post("/mesh/join", Map.of("code", code())).path("name").asText();
            LOG.log(System.Logger.Level.INFO, "joined as {0}, with the code in {1}", name, file);
            return true;
        } catch (CommandFailure e) {
            tell(e);
            return !e.mayPass();
        }
    }

    private String code() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw CommandFailure.usage("it is longer than any invite");
        }
        return Files.readString(file).strip();
    }

    /** Each reason once, not with every try. */
    private void tell(CommandFailure failure) {
        String reason = String.valueOf(failure.getMessage());
        if (!reason.equals(told)) {
            told = reason;
            LOG.log(failure.mayPass() ? System.Logger.Level.WARNING : System.Logger.Level.ERROR,
                    failure.mayPass()
                            ? "not joined yet with the code in {0}: {1}"
                            : "not joined with the code in {0}, which is deleted: {1}",
                    file, reason);
        }
    }
}
