package dev.streamr.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.daemon.ops.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerProbeTest {

    @Test
    void aListenerThatAcceptsAndSaysNothingIsDown() throws IOException {
        try (ServerSocket listener = listener()) {
            Check check = ask(listener, Duration.ofMillis(300));
            assertFalse(check.up());
            assertTrue(check.reason().contains("does not answer within 300 ms"), check.reason());
        }
    }

    @Test
    void aListenerThatIsNotThereIsDown() throws IOException {
        ServerSocket listener = listener();
        listener.close();
        assertFalse(ListenerProbe.ask(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                listener.getLocalPort()), false, Duration.ofSeconds(20)).up());
    }

    @Test
    void anErrorIsDownAndAnAnswerOrARefusalIsUp() throws IOException {
        assertFalse(answered("HTTP/1.1 500 Internal Server Error\r\n\r\n").up());
        assertTrue(answered("HTTP/1.1 200 OK\r\n\r\n").up());
        assertTrue(answered("").up());
    }

    private static Check answered(String answer) throws IOException {
        try (ServerSocket listener = listener()) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().readNBytes(ListenerProbe.REQUEST.length);
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            return ask(listener, Duration.ofSeconds(20));
        }
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Check ask(ServerSocket listener, Duration patience) {
        return ListenerProbe.ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()),
                false, patience);
    }
}
