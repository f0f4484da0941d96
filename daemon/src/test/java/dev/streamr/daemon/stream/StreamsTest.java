package dev.streamr.daemon.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.FlvTag.Kind;
import dev.streamr.api.LimitExceededException;
import dev.streamr.api.LiveStream;
import dev.streamr.api.NameTakenException;
import dev.streamr.api.Packaging;
import dev.streamr.api.Protocol;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamInfo.State;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.TagReader;
import dev.streamr.api.TagReader.Outcome;
import dev.streamr.daemon.ops.StreamCollector;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private static final StreamName NAME = new StreamName("demo");

    private final TestClock clock = new TestClock();
    private final CollectorRegistry registry = new CollectorRegistry();
    private final List<Event> heard = new ArrayList<>();
    private final EventBus events = new EventBus() {
        @Override
        public void publish(Event event) {
            heard.add(event);
        }

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
            return () -> {};
        }
    };
    private final Streams streams = new Streams(
            new StreamsConfig(2, Duration.ofSeconds(10), Duration.ofSeconds(60), null, null), events, registry, clock);

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void whatIsRelayedAndWhatIsPublishedHereNeverTakeEachOthersName() {
        Publication relay = streams.publish(NAME, StreamRegistry.RELAY);
        NameTakenException refused = assertThrows(NameTakenException.class, () -> streams.publish(NAME, "rtmp"));
        assertTrue(String.valueOf(refused.getMessage()).contains("streamr leave"));
        assertFalse(relay.superseded());
        assertTrue(relay.stream().relayed());
        relay.close(Publication.End.FINISHED);
        Publication own = streams.publish(NAME, "rtmp");
        assertFalse(own.stream().relayed());
        assertThrows(NameTakenException.class, () -> streams.publish(NAME, StreamRegistry.RELAY));
        own.close(Publication.End.INTERRUPTED);
        assertThrows(NameTakenException.class, () -> streams.publish(NAME, StreamRegistry.RELAY));
        assertFalse(own.superseded());
    }

    @Test
    void aStreamIsFoundFromItsPublisherToTheEndOfItsAfterlife() {
        assertTrue(streams.find(NAME).isEmpty());
        Publication publication = streams.publish(NAME, "rtmp");
        assertEquals(State.LIVE, state());
        publication.close(Publication.End.FINISHED);
        assertEquals(State.ENDED, state());
        clock.pass(Duration.ofSeconds(59));
        streams.tick();
        assertEquals(State.ENDED, state());
        clock.pass(Duration.ofSeconds(1));
        streams.tick();
        assertTrue(streams.find(NAME).isEmpty());
        assertEquals(List.of("stream-started", "stream-stopped"), heard.stream().map(Event::type).toList());
    }

    @Test
    void aStreamThatIsCutOffWaitsForItsEncoderThenIsOver() {
        streams.publish(NAME, "rtmp").close(Publication.End.INTERRUPTED);
        LiveStream stream = stream();
        assertEquals(State.INTERRUPTED, state());
        assertFalse(stream.window(Packaging.FMP4).snapshot().ended());
        clock.pass(Duration.ofSeconds(10));
        streams.tick();
        assertEquals(State.ENDED, state());
        assertTrue(stream.window(Packaging.FMP4).snapshot().ended());
    }

    @Test
    void encodersThatAreCutOffAreCountedAndSoIsHowStreamsEnd() {
        streams.publish(NAME, "rtmp");
        assertEquals(0.0, ofStream("streamr_stream_interruptions_total"));
        streams.publish(NAME, "rtmp").close(Publication.End.INTERRUPTED);
        streams.publish(NAME, "rtmp").close(Publication.End.INTERRUPTED);
        assertEquals(2.0, ofStream("streamr_stream_interruptions_total"));
        assertEquals(0.0, ended("cut-off"));
        clock.pass(Duration.ofSeconds(10));
        streams.tick();
        assertEquals(1.0, ended("cut-off"));
        streams.publish(NAME, "rtmp").close(Publication.End.FINISHED);
        assertEquals(1.0, ended("finished"));
        streams.publish(new StreamName("carried"), StreamRegistry.RELAY).close(Publication.End.FINISHED);
        assertEquals(1.0, ended("finished"), "what is relayed ends elsewhere");
        clock.pass(Duration.ofMinutes(2));
        streams.tick();
        assertNull(ofStream("streamr_stream_interruptions_total"));
    }

    @Test
    void whatComesInIsToldByStreamAsLongAsItIsLive() {
        registry.register(new StreamCollector(streams));
        Publication publication = streams.publish(NAME, "rtmp");
        for (int millis = 0; millis <= 8000; millis += 40) {
            publication.tag(millis % 2000 == 0 ? TestMedia.keyframe(millis) : TestMedia.frame(millis));
        }
        publication.warn(new StreamWarning("hls-refused", "why"));
        assertEquals((5 * 25 * 100 + 2 * 900) / 5.0, ofStream("streamr_stream_bytes_per_second"));
        assertEquals(25.0, ofStream("streamr_stream_frames_per_second"));
        assertEquals(2.0, ofStream("streamr_stream_keyframe_interval_seconds"));
        assertEquals(1.0, registry.getSampleValue("streamr_stream_warning", new String[]{"stream", "code"},
                new String[]{"demo", "hls-refused"}));
        publication.close(Publication.End.FINISHED);
        assertNull(ofStream("streamr_stream_bytes_per_second"));
    }

    @Test
    void anEncoderThatComesBackInTimeGoesOnWithTheSameBroadcast() throws Exception {
        streams.publish(NAME, "rtmp").close(Publication.End.INTERRUPTED);
        StreamInfo before = stream().info();
        TagReader viewer = stream().follow(Protocol.HTTP_FLV);
        clock.pass(Duration.ofSeconds(9));
        Publication back = streams.publish(NAME, "rtmp");
        back.tag(TestMedia.header(Kind.VIDEO_HEADER, "avc"));
        back.tag(TestMedia.keyframe(0));
        clock.pass(Duration.ofSeconds(20));
        streams.tick();
        assertEquals(State.LIVE, state());
        assertEquals(before.since(), stream().info().since());
        assertEquals(Outcome.BATCH, viewer.next(Duration.ZERO).outcome());
    }

    @Test
    void aRestartWithinTheAfterlifeRevivesTheSameStream() throws Exception {
        streams.publish(NAME, "rtmp").close(Publication.End.FINISHED);
        LiveStream stream = stream();
        clock.pass(Duration.ofSeconds(30));
        streams.publish(NAME, "rtmp");
        assertSame(stream, stream());
        assertFalse(stream.window(Packaging.FMP4).snapshot().ended());
        assertEquals(clock.now(), stream.info().since());
        assertEquals(Outcome.IDLE, stream.follow(Protocol.RTMP).next(Duration.ZERO).outcome());
    }

    @Test
    void aTakeoverSupersedesAtOnceAndKeepsTheViewers() throws Exception {
        Publication first = streams.publish(NAME, "rtmp");
        first.tag(TestMedia.keyframe(1000));
        TagReader viewer = stream().follow(Protocol.RTMP);
        assertEquals(List.of(1000L), drain(viewer));
        Publication second = streams.publish(NAME, "rtmps");
        assertTrue(first.superseded());
        assertFalse(second.superseded());
        first.tag(TestMedia.frame(1040));
        first.close(Publication.End.FINISHED);
        assertEquals(State.LIVE, state());
        second.tag(TestMedia.keyframe(5));
        clock.pass(Duration.ofSeconds(1));
        streams.tick();
        assertEquals(List.of(1040L), drain(viewer));
        assertEquals(1, heard.size());
    }

    @Test
    void viewersAreCountedByProtocolAndForgottenWithTheStream() {
        Publication publication = streams.publish(NAME, "rtmp");
        TagReader flv = stream().follow(Protocol.HTTP_FLV);
        stream().viewers(Protocol.HLS, 7);
        assertEquals(Map.of(Protocol.HTTP_FLV, 1, Protocol.HLS, 7), stream().info().viewers());
        assertEquals(7.0, metric("streamr_viewers", "hls"));
        flv.delivered(1234);
        stream().delivered(Protocol.HLS, 99);
        assertEquals(1234.0, metric("streamr_egress_bytes_total", "http-flv"));
        assertEquals(99.0, metric("streamr_egress_bytes_total", "hls"));
        flv.close();
        flv.close();
        assertEquals(Map.of(Protocol.HLS, 7), stream().info().viewers());
        publication.close(Publication.End.FINISHED);
        clock.pass(Duration.ofMinutes(2));
        streams.tick();
        assertNull(metric("streamr_viewers", "hls"));
        assertNull(metric("streamr_egress_bytes_total", "hls"));
    }

    @Test
    void moreStreamsThanAllowedAreRefusedUnlessOneIsOver() {
        Publication first = streams.publish(NAME, "rtmp");
        streams.publish(new StreamName("two"), "rtmp");
        LimitExceededException refused = assertThrows(LimitExceededException.class,
                () -> streams.publish(new StreamName("three"), "rtmp"));
        assertEquals("2 streams at a time are allowed (streams.max-streams)", refused.getMessage());
        first.close(Publication.End.FINISHED);
        streams.publish(new StreamName("three"), "rtmp");
        assertTrue(streams.find(NAME).isEmpty());
    }

    @Test
    void aWarningIsToldOncePerPublisher() {
        Publication publication = streams.publish(NAME, "rtmp");
        publication.warn(new StreamWarning("keyframe-interval-too-long", "10 s"));
        publication.warn(new StreamWarning("keyframe-interval-too-long", "11 s"));
        assertEquals(List.of(new StreamWarning("keyframe-interval-too-long", "10 s")), stream().info().warnings());
        assertEquals(1, heard.stream().filter(Event.StreamWarned.class::isInstance).count());
        streams.publish(NAME, "rtmp");
        assertEquals(List.of(), stream().info().warnings());
    }

    @Test
    void aStreamIsMeasuredFromItsTags() {
        Publication publication = streams.publish(NAME, "rtmp");
        for (int millis = 0; millis <= 8000; millis += 40) {
            publication.tag(millis % 2000 == 0 ? TestMedia.keyframe(millis) : TestMedia.frame(millis));
            publication.tag(TestMedia.audio(millis));
        }
        StreamInfo info = stream().info();
        assertEquals(25.0, info.framesPerSecond());
        assertEquals(2_000_000, info.keyframeIntervalMicros());
        assertEquals(25 * 50 * 8, info.audioBitsPerSecond());
        assertEquals((5 * 25 * 100 + 2 * 900) * 8 / 5, info.videoBitsPerSecond());
    }

    @Test
    void anotherPackagingIsMadeForAMinuteAfterSomebodyAsked() {
        streams.publish(NAME, "rtmp");
        assertTrue(stream().requested(Packaging.FMP4));
        assertFalse(stream().requested(Packaging.MPEGTS));
        stream().request(Packaging.MPEGTS);
        clock.pass(Duration.ofSeconds(59));
        assertTrue(stream().requested(Packaging.MPEGTS));
        clock.pass(Duration.ofSeconds(1));
        assertFalse(stream().requested(Packaging.MPEGTS));
    }

    @Test
    void whenTheDaemonStopsEveryStreamEndsCleanly() throws Exception {
        Publication publication = streams.publish(NAME, "rtmp");
        publication.tag(TestMedia.keyframe(0));
        LiveStream stream = stream();
        TagReader viewer = stream.follow(Protocol.HTTP_FLV);
        streams.endAll("the daemon stops");
        assertEquals(List.of(0L), drain(viewer));
        assertEquals(Outcome.ENDED, viewer.next(Duration.ofMinutes(1)).outcome());
        assertTrue(stream.window(Packaging.FMP4).snapshot().ended());
    }

    private static List<Long> drain(TagReader viewer) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        for (TagReader.Next next = viewer.next(Duration.ZERO); next.batch() != null; next = viewer
                .next(Duration.ZERO)) {
            next.batch().tags().forEach(tag -> times.add(tag.timestampMillis()));
        }
        return times;
    }

    private LiveStream stream() {
        return streams.find(NAME).orElseThrow();
    }

    private State state() {
        return stream().info().state();
    }

    private @Nullable Double ofStream(String name) {
        return registry.getSampleValue(name, new String[]{"stream"}, new String[]{"demo"});
    }

    private @Nullable Double ended(String reason) {
        return registry.getSampleValue("streamr_streams_ended_total", new String[]{"reason"}, new String[]{reason});
    }

    private @Nullable Double metric(String name, String protocol) {
        return registry.getSampleValue(name, new String[]{"stream", "protocol"}, new String[]{"demo", protocol});
    }
}
