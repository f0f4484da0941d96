package dev.streamr.bench.viewer;

import dev.streamr.bench.Options;
import dev.streamr.bench.Tally;
import dev.streamr.bench.clip.Stamp;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One viewer that reads the time stamp of every picture and notes its age on arrival, and counts how often the server
 * writes. The pictures that a server sends at
 * once to a new viewer are old by design and left out: those of the first two seconds. Options: {@code port}, {@code path}.
 */
public final class DelayProbe {

    private static final long SETTLE_NANOS = 2_000_000_000L;
    /** Frames come every 33 ms at the earliest, the pieces of one write at once. */
    private static final long PAUSE_NANOS = 10_000_000L;

    private final Tally tally;
    private final long start = System.nanoTime();
    private final Stamp.Finder finder = new Stamp.Finder();

    private DelayProbe(Tally tally) {
        this.tally = tally;
    }

    /** Starts watching. */
    public static void start(String protocol, Options options, Tally tally) {
        InetSocketAddress server = options.server();
        String path = options.text("path");
        DelayProbe probe = new DelayProbe(tally);
        Crowd.start(1, tally, () -> {
            if (protocol.equals("flv-delay")) {
                probe.watchFlv(server, path);
            } else {
                LowLatencyViewers.watch(server, path, tally, part -> probe.arrived(part, part.length));
            }
        });
    }

    private void watchFlv(InetSocketAddress server, String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 << 10];
            tally.ready();
            while (true) {
                long asked = System.nanoTime();
                int count = in.read(buffer);
                if (count < 0) {
                    throw new EOFException("the server closed");
                }
                if (System.nanoTime() - asked > PAUSE_NANOS) {
                    tally.burst();
                }
                tally.bytes(count);
                arrived(buffer, count);
            }
        }
    }

    private void arrived(byte[] bytes, int count) {
        long now = Stamp.now();
        boolean settled = System.nanoTime() - start > SETTLE_NANOS;
        for (int i = 0; i < count; i++) {
            long sent = finder.next(bytes[i]);
            if (sent >= 0 && settled) {
                tally.delay(now - sent);
            }
        }
    }
}
