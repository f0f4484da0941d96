package dev.streamr.relay.origin.probe;

import dev.streamr.relay.origin.proof.MediaObject;
import dev.streamr.relay.origin.proof.OneStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A machine that serves a stream's media as a test wants it, and keeps the requests as they came. */
final class RawRelay implements AutoCloseable {

    /** How it serves. */
    enum Manner {
        RIGHT, CHUNKED, ALTERED, ALTERED_PARTS_FOR_BROWSERS, SHORTENED, LENGTHENED, STALLING, REFUSING, GARBAGE
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<InetAddress> callers = new CopyOnWriteArrayList<>();
    volatile Manner manner = Manner.RIGHT;
    private final OneStream stream;
    private final ServerSocket listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    RawRelay(OneStream stream) throws IOException {
        this.stream = stream;
        this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                callers.add(socket.getInetAddress());
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            closed.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (String head = head(socket.getInputStream()); !head.isEmpty(); head = head(socket.getInputStream())) {
                requests.add(head);
                String file = head.substring(head.indexOf("/s/") + 3, head.indexOf(".m4s "));
                byte[] media = MediaObject.parse(file.substring(file.indexOf('/') + 1))
                        .flatMap(object -> object.in(stream.snapshot())).orElseThrow();
                boolean lied = head.contains("Chrome/") && file.indexOf('.') > 0;
                answer(socket, media.clone(), lied);
            }
        } catch (IOException | InterruptedException e) {
            // The caller left.
        }
    }

    private void answer(Socket socket, byte[] media, boolean partForBrowser) throws IOException, InterruptedException {
        switch (manner) {
            case RIGHT -> send(socket, "200 OK\r\nContent-Length: " + media.length, media);
            case CHUNKED -> {
                ByteArrayOutputStream chunks = new ByteArrayOutputStream();
                for (int at = 0; at < media.length; at += 10_000) {
                    int length = Math.min(10_000, media.length - at);
                    chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    chunks.write(media, at, length);
                    chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                send(socket, "206 Partial Content\r\nTransfer-Encoding: chunked", chunks.toByteArray());
            }
            case ALTERED, ALTERED_PARTS_FOR_BROWSERS -> {
                media[media.length / 2] ^= (byte) (manner == Manner.ALTERED || partForBrowser ? 1 : 0);
                send(socket, "200 OK\r\nContent-Length: " + media.length, media);
            }
            case SHORTENED -> send(socket, "200 OK\r\nContent-Length: 10", new byte[10]);
            case LENGTHENED -> send(socket, "200 OK\r\nContent-Length: 1000000000", new byte[media.length + 5]);
            case STALLING -> {
                send(socket, "200 OK\r\nContent-Length: " + media.length, new byte[media.length / 2]);
                closed.await();
            }
            case REFUSING -> send(socket, "503 Service Unavailable\r\nContent-Length: 2", new byte[2]);
            case GARBAGE -> socket.getOutputStream().write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void send(Socket socket, String status, byte[] body) throws IOException {
        socket.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
