package dev.streamr.relay.origin.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Sends transfers at a rate, after a burst that had been saved. */
final class SlowLine implements AutoCloseable {

    private static final int CHUNK = 2_000;
    private static final int BURST = 20_000;

    private final ServerSocket listener;
    private final long bitsPerSecond;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    SlowLine(long bitsPerSecond) throws IOException {
        this.bitsPerSecond = bitsPerSecond;
        this.listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Sizes that were asked for, in order. */
    List<String> asked() {
        return asked;
    }

    private void serve() {
        try (Socket socket = listener.accept();
                Scanner in = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
            socket.setSendBufferSize(8_192);
            while (in.hasNextLine()) {
                String line = in.nextLine();
                if (line.startsWith("GET ")) {
                    asked.add(line.replaceAll(".*bytes=(\\d+) .*", "$1"));
                } else if (line.isEmpty()) {
                    send(socket, Integer.parseInt(asked.getLast()));
                }
            }
        } catch (IOException e) {
            // The origin has seen enough.
        }
    }

    private void send(Socket socket, int bytes) throws IOException {
        socket.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        long start = System.nanoTime();
        for (int sent = 0; sent < bytes; sent += CHUNK) {
            long due = start + (long) (Math.max(0, sent - BURST) * 8e9 / bitsPerSecond);
            LockSupport.parkNanos(due - System.nanoTime());
            socket.getOutputStream().write(new byte[Math.min(CHUNK, bytes - sent)]);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
