package dev.streamr.playback.rewind;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.playback.rewind.RewindMetrics.Drop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rewind window of one stream. Written by the recorder's thread, read by any. */
public final class Recording {

    private final LiveStream stream;
    private final Path folder;
    private final RewindLimits limits;
    private final RewindMetrics metrics;
    private final Function<Segment, String> lines;
    private final ArrayDeque<Recorded> kept = new ArrayDeque<>();
    private volatile List<Recorded> recorded = List.of();
    private long bytes;
    private long micros;

    Recording(LiveStream stream, Path folder, RewindLimits limits, RewindMetrics metrics,
            Function<Segment, String> lines) throws IOException {
        this.stream = stream;
        this.folder = Files.createDirectories(folder);
        this.limits = limits;
        this.metrics = metrics;
        this.lines = lines;
    }

    LiveStream stream() {
        return stream;
    }

    /** The segments on disk, oldest first, without holes in their numbers. */
    public List<Recorded> recorded() {
        return recorded;
    }

    /** The segment with this number, while it is on disk. */
    public Optional<Recorded> find(long mediaSequence) {
        List<Recorded> now = recorded;
        long index = now.isEmpty() ? -1 : mediaSequence - now.getFirst().mediaSequence();
        return index < 0 || index >= now.size() ? Optional.empty() : Optional.of(now.get((int) index));
    }

    /**
     * The bytes of a segment.
     *
     * @throws IOException when it has left the disk meanwhile
     */
    public byte[] read(Recorded segment) throws IOException {
        return Files.readAllBytes(file(segment.mediaSequence()));
    }

    /**
     * Copies to disk what is complete in the live window and not there yet.
     *
     * @throws IOException when the disk takes no more; it can be tried again while the window holds the segment
     */
    void catchUp() throws IOException {
        try {
            for (Segment segment : stream.window(Packaging.FMP4).snapshot().segments()) {
                if (segment.complete()
                        && (kept.isEmpty() || segment.mediaSequence() > kept.getLast().mediaSequence())) {
                    append(segment);
                }
            }
        } finally {
            recorded = List.copyOf(kept);
        }
    }

    /** Makes room on a disk that is full: drops the oldest quarter. */
    void makeRoom() {
        for (int i = Math.ceilDiv(kept.size(), 4); i > 0; i--) {
            dropOldest(Drop.DISK);
        }
        recorded = List.copyOf(kept);
    }

    /** Deletes all. */
    void delete() throws IOException {
        clear();
        recorded = List.of();
        Files.deleteIfExists(folder);
    }

    private void append(Segment segment) throws IOException {
        if (!kept.isEmpty() && segment.mediaSequence() != kept.getLast().mediaSequence() + 1) {
            clear();
        }
        long size = segment.gap() ? 0 : write(segment);
        kept.addLast(new Recorded(segment.mediaSequence(), segment.durationMicros(), segment.discontinuitySequence(),
                segment.discontinuity(), segment.init(), size, lines.apply(segment)));
        bytes += size;
        micros += segment.durationMicros();
        metrics.bytes(size);
        while (micros > limits.length().toNanos() / 1000 && kept.size() > 1) {
            dropOldest(Drop.AGE);
        }
        while (bytes > limits.sizeBytes() && kept.size() > 1) {
            dropOldest(Drop.BYTES);
        }
    }

    private long write(Segment segment) throws IOException {
        Path file = file(segment.mediaSequence());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (Part part : segment.parts()) {
                ByteBuffer media = ByteBuffer.wrap(part.bytes());
                while (media.hasRemaining()) {
                    channel.write(media);
                }
            }
            return segment.sizeBytes();
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void clear() {
        while (!kept.isEmpty()) {
            dropOldest(Drop.STREAM);
        }
    }

    // A file that cannot be deleted is found by the next start, which empties the folder.
    private void dropOldest(Drop reason) {
        Recorded oldest = kept.removeFirst();
        bytes -= oldest.sizeBytes();
        micros -= oldest.durationMicros();
        metrics.bytes(-oldest.sizeBytes());
        metrics.dropped(reason);
        var _ = file(oldest.mediaSequence()).toFile().delete();
    }

    private Path file(long mediaSequence) {
        return folder.resolve(mediaSequence + ".m4s");
    }
}
