package dev.streamr.relay.origin.probe;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.AnyCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A machine that drips holds up nobody. */
class ExchangeTest {

    private static final byte[] TLS_RECORD = {0x16, 3, 3, 0x40, 0};
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    @Test
    void aHandshakeThatDripsIsCutOff() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> drip(listener));
            URI machine = URI.create("https://127.0.0.1:" + listener.getLocalPort());
            long start = System.nanoTime();
            assertThrows(IOException.class, () -> Exchange.open(machine, Optional.empty(), AnyCertificate.context(),
                    Duration.ofSeconds(1)));
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertTrue(seconds < 10, "after " + seconds + " s");
        }
    }

    /** The head of a record at once, and then its body for minutes. */
    private static void drip(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write(TLS_RECORD);
            for (int i = 0; i < 2_000; i++) {
                LockSupport.parkNanos(PAUSE);
                socket.getOutputStream().write(0);
            }
        } catch (IOException e) {
            // The caller has seen enough.
        }
    }
}
