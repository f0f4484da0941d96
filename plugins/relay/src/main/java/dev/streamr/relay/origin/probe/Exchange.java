package dev.streamr.relay.origin.probe;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 connection whose requests are exactly the bytes that are given, which no client library allows. Everything
 * has a deadline. For one thread; closing from another ends it.
 */
final class Exchange implements AutoCloseable {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LONGEST_LINE = 8 << 10;
    private static final int MOST_LINES = 100;
    private static final int CHUNK = 64 << 10;
    /** What waits for a deadline of its own comes first. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Socket socket;
    private final DeadlineInput deadline;
    private final BufferedInputStream in;

    private Exchange(Socket socket) throws IOException {
        this.socket = socket;
        this.deadline = new DeadlineInput(socket);
        this.in = new BufferedInputStream(deadline, CHUNK);
    }

    /** Takes a body piece by piece. */
    @FunctionalInterface
    interface Body {
        /** The next piece; false: no more, please. The array is used again. */
        boolean take(byte[] buffer, int length);
    }

    /**
     * An answer whose body was taken.
     *
     * @param firstByte from the request to the first byte
     * @param took      from the request to the last byte
     */
    record Answer(int status, Duration firstByte, Duration took) {}

    /**
     * Connects.
     *
     * @param from local address; empty: any
     * @param tls  for {@code https}
     * @throws IOException when nobody answers in time
     */
    static Exchange open(URI machine, Optional<InetAddress> from, SSLContext tls, Duration patience)
            throws IOException {
        boolean secure = "https".equals(machine.getScheme());
        int port = machine.getPort() > 0 ? machine.getPort() : secure ? HTTPS : HTTP;
        String host = machine.getHost().replaceAll("[\\[\\]]", "");
        Socket socket = new Socket();
        Future<?> cut = cutAfter(patience, socket);
        try {
            if (from.isPresent()) {
                socket.bind(new InetSocketAddress(from.get(), 0));
            }
            socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            socket.setTcpNoDelay(true);
            if (secure) {
                socket.setSoTimeout((int) patience.toMillis());
                SSLSocket over = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true);
                over.startHandshake();
                return new Exchange(over);
            }
            return new Exchange(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        } finally {
            cut.cancel(false);
        }
    }

    /** Ends what drips: within TLS, one read can wait for many pieces, and each of them in time. */
    private static Future<?> cutAfter(Duration time, Socket socket) {
        Executor then = CompletableFuture.delayedExecutor(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> shut(socket), then);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    /**
     * Sends a request and takes the answer.
     *
     * @param head request line and headers with the empty line
     * @throws java.net.SocketTimeoutException when it takes longer than {@code patience}
     * @throws IOException                     when the connection breaks, or what comes is no HTTP
     */
    Answer send(String head, Body body, Duration patience) throws IOException {
        Future<?> cut = cutAfter(patience, socket);
        try {
            return exchange(head, body, patience);
        } finally {
            cut.cancel(false);
        }
    }

    private Answer exchange(String head, Body body, Duration patience) throws IOException {
        long start = System.nanoTime();
        deadline.until(start + patience.toNanos());
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        int status = status(line());
        long length = -1;
        boolean chunked = false;
        int lines = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = number(line.substring(line.indexOf(':') + 1).strip(), 10);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            }
            if (++lines > MOST_LINES) {
                throw new IOException("the answer has too many headers");
            }
        }
        Duration firstByte = Duration.ofNanos(deadline.firstAt() - start);
        if (chunked) {
            chunks(body);
        } else if (length > 0) {
            copy(length, body);
        }
        return new Answer(status, firstByte, Duration.ofNanos(System.nanoTime() - start));
    }

    private void chunks(Body body) throws IOException {
        while (true) {
            long length = number(line().split(";", 2)[0].strip(), 16);
            if (length > 0 && !copy(length, body)) {
                return;
            }
            if (!line().isEmpty()) {
                throw new IOException("a chunk of the answer has another length");
            }
            if (length == 0) {
                return;
            }
        }
    }

    private boolean copy(long length, Body body) throws IOException {
        byte[] buffer = new byte[CHUNK];
        for (long left = length; left > 0;) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("the answer ended early");
            }
            if (!body.take(buffer, count)) {
                return false;
            }
            left -= count;
        }
        return true;
    }

    private String line() throws IOException {
        return line(in);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer ended early");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("the answer has too long a line");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private static int status(String line) throws IOException {
        String[] fields = line.split(" ", 3);
        if (fields.length < 2 || !fields[0].startsWith("HTTP/1.")) {
            throw new IOException("the answer is no HTTP");
        }
        return (int) number(fields[1], 10);
    }

    private static long number(String digits, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(digits, radix) & Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new IOException("the answer is no HTTP", e);
        }
    }

    @Override
    public void close() {
        shut(socket);
    }
}
