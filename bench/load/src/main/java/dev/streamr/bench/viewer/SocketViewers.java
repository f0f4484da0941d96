package dev.streamr.bench.viewer;

import dev.streamr.bench.Options;
import dev.streamr.bench.Tally;
import dev.streamr.bench.rtmp.RtmpSession;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * HTTP-FLV or RTMP viewers that only count what they get: after its first media each one is handed to a single selector
 * thread, which reads into one buffer. Options: {@code port}, {@code count}, and {@code path} for HTTP-FLV, {@code app} and
 * {@code name} for RTMP.
 */
public final class SocketViewers {

    /** Sleep between two rounds of reading; lets many small reads become few large ones. */
    private static final long ROUND_NANOS = 10_000_000;
    /** Bytes after which an RTMP player acknowledges; the windows that servers announce are larger. */
    private static final int ACKNOWLEDGE_EVERY = 1 << 20;
    /** Bytes of response head, FLV header and metadata, or of command answers, that are not media yet. */
    private static final int PREAMBLE = 1500;

    private final Tally tally;
    private final Selector selector;
    private final Queue<Viewer> arrived = new ConcurrentLinkedQueue<>();

    private SocketViewers(Tally tally) throws IOException {
        this.tally = tally;
        this.selector = Selector.open();
    }

    private static final class Viewer {
        private final SocketChannel channel;
        private final boolean acknowledges;
        private long bytes;
        private long acknowledged;

        Viewer(SocketChannel channel, boolean acknowledges, long bytes) {
            this.channel = channel;
            this.acknowledges = acknowledges;
            this.bytes = bytes;
        }
    }

    /** Lets the viewers arrive, and reads for all of them in the background. */
    public static void start(String protocol, Options options, Tally tally) throws IOException {
        SocketViewers viewers = new SocketViewers(tally);
        InetSocketAddress server = options.server();
        boolean rtmp = protocol.equals("rtmp");
        Crowd.start(options.number("count"), tally, () -> {
            long asked = System.nanoTime();
            SocketChannel channel = rtmp
                    ? RtmpSession.play(server, options.text("app"), options.text("name"))
                    : ask(server, options.text("path"));
            viewers.arrive(channel, rtmp, asked);
        });
        Thread.ofPlatform().daemon().name("viewers").start(viewers::run);
    }

    private static SocketChannel ask(InetSocketAddress server, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        RtmpSession.writeAll(channel, ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private void arrive(SocketChannel channel, boolean rtmp, long asked) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(16 << 10);
        int total = 0;
        while (total < PREAMBLE + (rtmp ? PREAMBLE : 0)) {
            int count = channel.read(in.clear());
            if (count < 0) {
                throw new EOFException("closed before any media");
            }
            if (total == 0 && !rtmp && !StandardCharsets.US_ASCII.decode(in.flip()).toString().contains(" 200 ")) {
                throw new IOException("not found");
            }
            total += count;
        }
        tally.firstByte((System.nanoTime() - asked) / 1000);
        tally.ready();
        tally.bytes(total);
        channel.configureBlocking(false);
        arrived.add(new Viewer(channel, rtmp, total));
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
        try {
            while (true) {
                for (Viewer viewer = arrived.poll(); viewer != null; viewer = arrived.poll()) {
                    viewer.channel.register(selector, SelectionKey.OP_READ, viewer);
                }
                selector.selectNow(key -> read(key, (Viewer) key.attachment(), buffer));
                LockSupport.parkNanos(ROUND_NANOS);
            }
        } catch (IOException e) {
            tally.lost(e);
        }
    }

    private void read(SelectionKey key, Viewer viewer, ByteBuffer buffer) {
        try {
            int count = viewer.channel.read(buffer.clear());
            if (count < 0) {
                throw new EOFException("the server closed a viewer");
            }
            tally.bytes(count);
            viewer.bytes += count;
            if (viewer.acknowledges && viewer.bytes - viewer.acknowledged > ACKNOWLEDGE_EVERY) {
                viewer.acknowledged = viewer.bytes;
                RtmpSession.writeAll(viewer.channel, RtmpSession.acknowledgement(viewer.bytes));
            }
        } catch (IOException e) {
            key.cancel();
            tally.lost(e);
        }
    }
}
