package dev.streamr.bench.http;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** One kept-alive HTTP/1.1 connection for a thread that asks one request after another. */
public final class HttpConnection implements Closeable {

    /** A playlist or a segment is never longer than this. */
    private static final int MAX_BODY = 64 << 20;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final String host;
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int limit;
    private long received;

    /** Connects; no answer within 30 s is an error. */
    public HttpConnection(InetSocketAddress server) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.connect(server);
        in = socket.getInputStream();
        host = server.getHostString() + ":" + server.getPort();
    }

    /**
     * An answer.
     *
     * @param status the status code
     * @param body   the body as sent
     * @param gzip   whether the body is compressed
     */
    public record Answer(int status, byte[] body, boolean gzip) {

        /** The body as text, without compression. */
        public String text() throws IOException {
            if (!gzip) {
                return new String(body, StandardCharsets.UTF_8);
            }
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** Asks and reads the whole answer; playlists are asked for with gzip, as browsers do. */
    public Answer get(String path) throws IOException {
        String encoding = path.contains(".m3u8") ? "Accept-Encoding: gzip\r\n" : "";
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + encoding + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        int length = 0;
        boolean chunked = false;
        boolean gzip = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            chunked |= header.startsWith("transfer-encoding:") && header.endsWith("chunked");
            gzip |= header.startsWith("content-encoding:") && header.endsWith("gzip");
        }
        return new Answer(status, chunked ? chunks() : take(length), gzip);
    }

    /** All bytes that came in, headers included. */
    public long received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] chunks() throws IOException {
        byte[] all = new byte[0];
        while (true) {
            int size = Integer.parseInt(line().strip(), 16);
            byte[] chunk = take(size);
            line();
            if (size == 0) {
                return all;
            }
            int old = all.length;
            all = Arrays.copyOf(all, old + size);
            System.arraycopy(chunk, 0, all, old, size);
        }
    }

    private byte[] take(int length) throws IOException {
        if (length < 0 || length > MAX_BODY) {
            throw new IOException("a body of " + length + " bytes");
        }
        byte[] body = new byte[length];
        int done = Math.min(length, limit - position);
        System.arraycopy(buffer, position, body, 0, done);
        position += done;
        while (done < length) {
            int count = in.read(body, done, length - done);
            if (count < 0) {
                throw new EOFException("the answer is cut short");
            }
            done += count;
            received += count;
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == limit) {
                position = 0;
                limit = in.read(buffer);
                if (limit < 0) {
                    limit = 0;
                    throw new EOFException("the server closed");
                }
                received += limit;
            }
            char c = (char) buffer[position++];
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
        }
    }
}
