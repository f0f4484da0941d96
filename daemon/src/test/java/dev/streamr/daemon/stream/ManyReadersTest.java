package dev.streamr.daemon.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Protocol;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.TagReader;
import dev.streamr.daemon.event.Events;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A publisher at full speed with readers that follow, that vanish, and that come and go. */
class ManyReadersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TAGS = 20_000;

    @Test
    void everyReaderSeesRisingTimeAndAccountsForEveryTag() throws Exception {
        CollectorRegistry registry = new CollectorRegistry();
        try (Events events = new Events(registry);
                Streams streams = new Streams(StreamsConfig.DEFAULTS, events, registry);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Publication publication = streams.publish(new StreamName("busy"), "rtmp");
            publication.tag(TestMedia.keyframe(0));
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                TagReader reader = publication.stream().follow(Protocol.HTTP_FLV);
                readers.add(threads.submit(() -> readAll(reader)));
            }
            List<TagReader> vanishing = new ArrayList<>();
            List<Future<Long>> vanished = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                TagReader reader = publication.stream().follow(Protocol.RTMP);
                vanishing.add(reader);
                vanished.add(threads.submit(() -> readAll(reader)));
            }
            for (int i = 1; i < TAGS; i++) {
                publication.tag(i % 60 == 0 ? TestMedia.keyframe(i * 10L) : TestMedia.frame(i * 10L));
                if (i % 400 == 0) {
                    vanishing.get(i / 400 - 1).close();
                }
            }
            publication.close(Publication.End.FINISHED);
            for (Future<Long> reader : readers) {
                assertEquals(TAGS, reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            for (Future<Long> reader : vanished) {
                assertTrue(reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) <= TAGS);
            }
        }
    }

    /** Reads to the end; returns the tags received and lost since the first one of the stream. */
    private static long readAll(TagReader reader) throws InterruptedException {
        long first = -1;
        long seen = 0;
        long newest = -1;
        try (reader) {
            for (TagReader.Next next = reader.next(PATIENCE); next.batch() != null; next = reader.next(PATIENCE)) {
                for (FlvTag tag : next.batch().tags()) {
                    assertTrue(tag.timestampMillis() > newest, "time rises");
                    newest = tag.timestampMillis();
                    first = first < 0 ? newest / 10 : first;
                    seen++;
                }
            }
        }
        return Math.max(first, 0) + seen + reader.skippedTags();
    }
}
