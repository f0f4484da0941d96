package dev.streamr.bench.rtmp;

import dev.streamr.bench.Options;
import dev.streamr.bench.Tally;
import dev.streamr.bench.clip.Clip;
import dev.streamr.bench.clip.Clip.Tag;
import dev.streamr.bench.clip.Stamp;
import dev.streamr.bench.rtmp.EncodedClip.Beat;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes one clip under many names in real time: one thread writes the same prepared bytes to every connection when
 * they are due. The streams are spread evenly over a group of pictures, so that their keyframes do not coincide.
 * Options: {@code port}, {@code app}, {@code clip}, {@code loop} (milliseconds), {@code names} (stream keys with commas
 * between), {@code stamp} (1: each picture carries its time of sending).
 */
public final class Publisher {

    private static final int SPREAD_MILLIS = 2000;
    private static final int ANSWER_MILLIS = 10_000;
    /** Beats closer than this are sent in one go. */
    private static final long SLACK_NANOS = 2_000_000;

    private final EncodedClip clip;
    private final boolean stamp;
    private final Tally tally;

    private Publisher(EncodedClip clip, boolean stamp, Tally tally) {
        this.clip = clip;
        this.stamp = stamp;
        this.tally = tally;
    }

    /** Connects all streams, then sends from a thread of its own. */
    public static void start(Options options, Tally tally) throws IOException {
        EncodedClip clip = EncodedClip.of(Clip.read(Path.of(options.text("clip")), options.number("loop")));
        Publisher publisher = new Publisher(clip, options.number("stamp", 0) == 1, tally);
        InetSocketAddress server = options.server();
        List<SocketChannel> channels = new ArrayList<>();
        for (String name : options.list("names")) {
            SocketChannel channel = RtmpSession.publish(server, options.text("app"), name);
            awaitStart(channel);
            Thread.ofVirtual().start(() -> publisher.drain(channel));
            channels.add(channel);
        }
        Thread.ofPlatform().daemon().name("publisher").start(() -> publisher.run(channels));
    }

    /** Reads the answers until the server says that publishing began. A server may refuse by saying nothing. */
    private static void awaitStart(SocketChannel channel) throws IOException {
        StringBuilder seen = new StringBuilder();
        channel.socket().setSoTimeout(ANSWER_MILLIS);
        InputStream in = channel.socket().getInputStream();
        while (seen.indexOf("NetStream.Publish.Start") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("publishing was refused: " + seen.toString().replaceAll("[^ -~]+", " "));
            }
            seen.append((char) next);
        }
    }

    private void drain(SocketChannel channel) {
        try {
            ByteBuffer in = ByteBuffer.allocate(4096);
            int count;
            do {
                count = channel.read(in.clear());
            } while (count >= 0);
            tally.lost(new IOException("the server closed a publisher"));
        } catch (IOException e) {
            tally.lost(e);
        }
    }

    private void run(List<SocketChannel> channels) {
        PriorityQueue<Stream> due = new PriorityQueue<>(Comparator.comparingLong(Stream::dueNanos));
        long start = System.nanoTime();
        tally.started(Stamp.now());
        for (int i = 0; i < channels.size(); i++) {
            due.add(new Stream(channels.get(i), start + SPREAD_MILLIS * 1_000_000L * i / channels.size()));
        }
        while (!due.isEmpty()) {
            Stream stream = due.remove();
            long wait = stream.dueNanos() - System.nanoTime();
            if (wait > SLACK_NANOS) {
                LockSupport.parkNanos(wait);
            }
            try {
                stream.send();
                due.add(stream);
            } catch (IOException e) {
                tally.lost(e);
            }
        }
    }

    /** One connection's place in the clip. */
    private final class Stream {

        private final SocketChannel channel;
        private long roundNanos;
        private int beat;

        Stream(SocketChannel channel, long startNanos) {
            this.channel = channel;
            this.roundNanos = startNanos;
            this.beat = -1;
        }

        long dueNanos() {
            return roundNanos + (beat < 0 ? 0 : clip.beats().get(beat).millis()) * 1_000_000L;
        }

        void send() throws IOException {
            byte[] bytes = beat < 0 ? clip.opening() : bytes(clip.beats().get(beat));
            RtmpSession.writeAll(channel, ByteBuffer.wrap(bytes));
            tally.bytes(bytes.length);
            if (beat < 0) {
                tally.ready();
            }
            if (++beat == clip.beats().size()) {
                beat = 0;
                roundNanos += clip.loopMillis() * 1_000_000L;
            }
        }

        private byte[] bytes(Beat beat) {
            if (!stamp) {
                return beat.bytes();
            }
            List<Tag> tags = beat.tags().stream()
                    .map(tag -> tag.video()
                            ? new Tag(tag.type(), tag.millis(), Stamp.into(tag.body(), Stamp.now()))
                            : tag)
                    .toList();
            return EncodedClip.chunks(tags, beat.deltas());
        }
    }
}
