package dev.streamr.playback.rewind;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Segment;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.StreamWarning;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a rewind window of every stream of this machine's own. One platform thread looks at the live windows once a second and copies what is
 * complete: however slow the disk, nobody waits for it, and what it cannot take in time is not there to rewind to.
 */
public final class Recorder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final StreamWarning DISK = new StreamWarning("rewind-disk-full",
            "The rewind window cannot be written to disk and gets shorter: free space below state-dir, or lower"
                    + " playback.rewind or playback.rewind-size.");

    private final StreamRegistry registry;
    private final EventBus events;
    private final Path folder;
    private final RewindLimits limits;
    private final RewindMetrics metrics;
    private final Function<Segment, String> lines;
    /** One entry per stream of the registry, which bounds it. */
    private final Map<StreamName, Recording> recordings = new ConcurrentHashMap<>();
    private final Map<StreamName, Boolean> warned = new ConcurrentHashMap<>();
    private @Nullable Thread thread;

    /**
     * @param folder emptied by {@link #start}
     * @param lines  a segment's lines in a playlist, see {@link Recorded#lines}
     */
    public Recorder(StreamRegistry registry, EventBus events, Path folder, RewindLimits limits,
            CollectorRegistry metrics, Function<Segment, String> lines) {
        this.registry = registry;
        this.events = events;
        this.folder = folder;
        this.limits = limits;
        this.metrics = new RewindMetrics(metrics);
        this.lines = lines;
    }

    /**
     * Empties the folder and begins.
     *
     * @throws IOException when the folder cannot be written to
     */
    public void start() throws IOException {
        empty(folder);
        thread = Thread.ofPlatform().daemon().name("rewind").start(this::run);
    }

    /** What is on disk of this stream. */
    public Optional<Recording> find(LiveStream stream) {
        return Optional.ofNullable(recordings.get(stream.name())).filter(found -> found.stream().equals(stream));
    }

    /** Stops writing; what is on disk is deleted by the next start. */
    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "rewind stops");
        }
    }

    /** Brings every recording up to date, and deletes those whose streams are gone. */
    void look() {
        for (Recording recording : recordings.values()) {
            if (registry.find(recording.stream().name()).filter(recording.stream()::equals).isEmpty()) {
                forget(recording);
            }
        }
        for (LiveStream stream : registry.streams()) {
            if (!stream.relayed()) {
                record(stream);
            }
        }
    }

    private void record(LiveStream stream) {
        try {
            Recording recording = recordings.get(stream.name());
            if (recording == null) {
                Path own = folder.resolve(stream.name().value());
                recording = new Recording(stream, own, limits, metrics, lines);
                recordings.put(stream.name(), recording);
            }
            recording.catchUp();
            warned.remove(stream.name());
        } catch (IOException e) {
            metrics.failed();
            warn(stream.name(), e);
            find(stream).ifPresent(Recording::makeRoom);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "rewind of " + stream.name() + " failed", e);
        }
    }

    private void warn(StreamName stream, IOException cause) {
        if (warned.putIfAbsent(stream, true) == null) {
            LOG.log(System.Logger.Level.WARNING, "rewind of {0} cannot be written: {1}", stream, cause.getMessage());
            events.publish(new Event.StreamWarned(Instant.now(), stream, DISK));
        }
    }

    private void forget(Recording recording) {
        recordings.remove(recording.stream().name(), recording);
        warned.remove(recording.stream().name());
        try {
            recording.delete();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "rewind of {0} cannot be deleted: {1}", recording.stream().name(),
                    e.getMessage());
        }
    }

    /** Deletes what an earlier run left in this folder; makes the folder where it is not. */
    public static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
