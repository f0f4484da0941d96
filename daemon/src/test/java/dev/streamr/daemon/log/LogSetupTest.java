package dev.streamr.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.daemon.config.LogConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogSetupTest {

    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void asBefore() {
        System.setOut(stdout);
        System.setErr(stderr);
        LogSetup.install(LogConfig.Level.WARN, Map.of());
    }

    private void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void aCommandLogsItsOwnErrorsOnlyAndNeverToItsAnswer() {
        listen();
        LogSetup.installForCommand();
        System.getLogger("io.helidon.webserver").log(System.Logger.Level.ERROR, "a library is unhappy");
        System.getLogger("dev.streamr.some").log(System.Logger.Level.WARNING, "an oddity");
        System.getLogger("dev.streamr.some").log(System.Logger.Level.ERROR, "out of order");
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("out of order"));
    }

    @Test
    void aDaemonLogsToStdout() {
        listen();
        LogSetup.install(LogConfig.Level.WARN, Map.of());
        System.getLogger("dev.streamr.some").log(System.Logger.Level.WARNING, "an oddity");
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("an oddity"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
}
