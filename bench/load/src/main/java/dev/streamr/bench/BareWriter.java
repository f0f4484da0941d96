package dev.streamr.bench;

import dev.streamr.bench.clip.Clip;
import dev.streamr.bench.clip.Clip.Tag;
import dev.streamr.bench.rtmp.RtmpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The base line of fan-out: what it costs at the least to write one stream to many sockets from Java. One virtual thread
 * per viewer waits for the next batch and writes it with one call; all viewers share the batch's buffer. There is no
 * publisher, no HTTP server, no slow viewer. Options: {@code clip}, {@code loop}, {@code batch} (milliseconds of media in
 * one write). Prints the port that it listens on.
 */
final class BareWriter {

    private final List<ByteBuffer> batches;
    private final int batchMillis;
    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    /** Number of the newest batch; guarded by the lock. */
    private long newest;

    private BareWriter(List<ByteBuffer> batches, int batchMillis, Tally tally) {
        this.batches = batches;
        this.batchMillis = batchMillis;
        this.tally = tally;
    }

    static void start(Options options, Tally tally) throws IOException {
        Clip clip = Clip.read(Path.of(options.text("clip")), options.number("loop"));
        int batchMillis = options.number("batch");
        BareWriter writer = new BareWriter(batches(clip, batchMillis), batchMillis, tally);
        ServerSocketChannel server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        Thread.ofPlatform().daemon().name("clock").start(writer::tick);
        Thread.ofVirtual().start(() -> writer.accept(server));
        System.out.println(server.socket().getLocalPort());
    }

    /** The clip as HTTP chunks, each with the FLV tags of one batch. */
    private static List<ByteBuffer> batches(Clip clip, int batchMillis) {
        List<ByteBuffer> batches = new ArrayList<>();
        ByteArrayOutputStream flv = new ByteArrayOutputStream();
        int end = batchMillis;
        for (Tag tag : clip.frames()) {
            if (tag.millis() >= end) {
                batches.add(chunk(flv.toByteArray()));
                flv.reset();
                end += batchMillis;
            }
            byte[] header = ByteBuffer.allocate(11).putInt(tag.type() << 24 | tag.body().length)
                    .putInt(tag.millis() << 8).array();
            flv.writeBytes(header);
            flv.writeBytes(tag.body());
            flv.writeBytes(ByteBuffer.allocate(4).putInt(11 + tag.body().length).array());
        }
        return batches;
    }

    private static ByteBuffer chunk(byte[] flv) {
        byte[] head = (Integer.toHexString(flv.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(head.length + flv.length + 2).put(head).put(flv).put((byte) '\r')
                .put((byte) '\n').flip();
    }

    private void tick() {
        for (long due = System.nanoTime();; due += batchMillis * 1_000_000L) {
            LockSupport.parkNanos(due - System.nanoTime());
            lock.lock();
            try {
                newest++;
                more.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            while (true) {
                SocketChannel viewer = server.accept();
                Thread.ofVirtual().start(() -> serve(viewer));
            }
        } catch (IOException e) {
            tally.lost(e);
        }
    }

    private void serve(SocketChannel viewer) {
        try (viewer) {
            viewer.read(ByteBuffer.allocate(1024));
            tally.ready();
            String head = "HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nTransfer-Encoding: chunked\r\n\r\n";
            RtmpSession.writeAll(viewer, ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            long seen = await(0) - 1;
            while (true) {
                long reached = await(seen);
                for (long number = seen + 1; number <= reached; number++) {
                    ByteBuffer batch = batches.get((int) (number % batches.size())).duplicate();
                    tally.bytes(batch.remaining());
                    RtmpSession.writeAll(viewer, batch);
                }
                seen = reached;
            }
        } catch (IOException e) {
            System.err.println("a viewer left: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long await(long seen) throws InterruptedException {
        lock.lock();
        try {
            while (newest <= seen) {
                more.await();
            }
            return newest;
        } finally {
            lock.unlock();
        }
    }
}
