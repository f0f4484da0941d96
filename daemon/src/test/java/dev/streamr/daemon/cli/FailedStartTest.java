package dev.streamr.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.streamr.daemon.systemd.ListeningSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A service that cannot start: what systemd is told, what the journal gets, and whether another try makes sense. */
@EnabledOnOs(OS.LINUX)
class FailedStartTest {

    private static final int TRY_AGAIN = 1;
    private static final int DO_NOT = 2;

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aService() {
        System.setProperty("streamr.plugins", folder.resolve("plugins").toString());
        environment.put("NOTIFY_SOCKET", folder.resolve("notify").toString());
        environment.put("JOURNAL_STREAM", "8:1");
        environment.put("STREAMR_STATE_DIR", folder.resolve("state").toString());
        environment.put("STREAMR_HTTP_BIND", "127.0.0.1");
        environment.put("STREAMR_HTTP_PORT", "0");
        environment.put("STREAMR_OPS_PORT", "0");
        environment.put("STREAMR_LOG_LEVEL", "error");
    }

    @AfterEach
    void asBefore() {
        System.clearProperty("streamr.plugins");
    }

    /** Starts the service, which fails with this exit code; what systemd was told last. */
    private String fails(int exitCode) {
        try (ListeningSocket systemd = new ListeningSocket(folder.resolve("notify").toString())) {
            int code = new Cli(new PrintWriter(new StringWriter()), new PrintWriter(err), environment).run("serve");
            assertEquals(exitCode, code, err.toString());
            List<String> lines = err.toString().lines().toList();
            assertTrue(!lines.isEmpty() && lines.stream().allMatch(line -> line.startsWith("<3>")), err.toString());
            return systemd.next();
        }
    }

    @Test
    void theFirstProblemOfTheConfigurationAndHowManyMoreThereAre() {
        environment.put("STREAMR_LOG_LEVEL", "loud");
        environment.put("STREAMR_SHUTDOWN_TIMEOUT", "ten");
        String told = fails(DO_NOT);
        assertTrue(told.startsWith("STATUS=STREAMR_"), told);
        assertTrue(told.endsWith("; and 1 more, see the log"), told);
        assertEquals(2, err.toString().lines().count());
    }

    @Test
    void aPortInUseMayBeFreeAtTheNextTry() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("STREAMR_HTTP_PORT", Integer.toString(other.getLocalPort()));
            assertEquals("STATUS=STREAMR_HTTP_PORT: http.port: cannot listen on 127.0.0.1 port "
                    + other.getLocalPort() + ": the port is in use by another program (find it with: ss -ltnp)",
                    fails(TRY_AGAIN));
            environment.put("STREAMR_HTTP_WRITE_TIMEOUT", "never");
        }
    }

    @Test
    void aPortInUseAndAWrongKeyAreNotMendedByAnotherTry() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("STREAMR_HTTP_PORT", Integer.toString(other.getLocalPort()));
            environment.put("STREAMR_NONSENSE", "1");
            fails(DO_NOT);
        }
    }

    @Test
    void aTlsKeyThatIsNotThere() throws IOException {
        Path certificate = Files.writeString(folder.resolve("c.pem"), "");
        environment.put("STREAMR_HTTP_TLS_CERTIFICATE", certificate.toString());
        environment.put("STREAMR_HTTP_TLS_KEY", "/nowhere.key");
        assertEquals("STATUS=STREAMR_HTTP_TLS_KEY: http.tls.key: /nowhere.key is not a file", fails(DO_NOT));
    }

    @Test
    void aDatabaseThatDoesNotAnswer() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("STREAMR_DATABASE_URL",
                    "jdbc:postgresql://127.0.0.1:" + nobody.getLocalPort() + "/streamr");
        }
        environment.put("STREAMR_DATABASE_PASSWORD", "hunter2");
        String told = fails(TRY_AGAIN);
        assertTrue(told.startsWith("STATUS=PostgreSQL (database.url) cannot be reached: Connection to 127.0.0.1:"),
                told);
        assertFalse(told.contains("hunter2"), told);
    }

    @Test
    void aDiskThatIsFull() throws IOException, InterruptedException {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()), "this needs root");
        try {
            environment.put("STREAMR_STATE_DIR", small.resolve("state").toString());
            fill(small.resolve("filler"));
            String told = fails(TRY_AGAIN);
            assertTrue(told.matches("STATUS=state-dir: \\S+/small/state cannot be used: .*No space left on device; "
                    + "free some room there \\(df -h \\S+\\)"), told);
        } finally {
            new ProcessBuilder("umount", "-l", small.toString()).start().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static boolean mount(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(options));
        Process mount = new ProcessBuilder(command).redirectErrorStream(true).start();
        return mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0;
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full.toString());
        }
    }
}
