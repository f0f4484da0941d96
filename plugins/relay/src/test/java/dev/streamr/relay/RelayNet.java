package dev.streamr.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.Director;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.relay.friend.FriendSide;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.testing.Broadcast;
import dev.streamr.relay.testing.OriginPulses;
import dev.streamr.relay.testing.TestMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** An origin and its friends, each with both sides of the plugin; the friends get pulses several times a second. */
final class RelayNet implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final PulseAnswer NOTHING_YET = new PulseAnswer("", "", 0, "active", "", 0, List.of(), Map.of(),
            Map.of(), Map.of());

    private final TestMachine origin = new TestMachine();
    private final Map<TestMachine, OriginPulses> pulses = new LinkedHashMap<>();
    private final Map<TestMachine, FriendSide> friends = new LinkedHashMap<>();
    private final List<FriendSide> sides = new ArrayList<>();
    private final Map<TestMachine, PulseAnswer> answers = new ConcurrentHashMap<>();
    private final List<MediaRoutes> routes = new ArrayList<>();
    private final AtomicBoolean beating = new AtomicBoolean(true);
    private final Thread heart;

    RelayNet() throws IOException {
        plug(origin);
        origin.start();
        heart = Thread.ofVirtual().start(this::beat);
    }

    private FriendSide plug(TestMachine machine) {
        FriendSide side = FriendSide.start(machine.context());
        routes.add(MediaRoutes.start(machine.context(), side.tags()));
        sides.add(side);
        return side;
    }

    TestMachine origin() {
        return origin;
    }

    /** A new friend. */
    TestMachine friend(String name) throws IOException {
        TestMachine friend = new TestMachine();
        origin.befriend(friend, name);
        FriendSide side = plug(friend);
        friend.context().services().provide(Director.class, side.director());
        friend.start();
        synchronized (pulses) {
            friends.put(friend, side);
            pulses.put(friend, new OriginPulses(origin, friend, "first"));
        }
        return friend;
    }

    /** A new friend that carries a stream as far as the origin has it. */
    TestMachine carrier(String name, String stream) throws IOException {
        TestMachine friend = friend(name);
        order(friend, stream);
        awaitEqual(friend, stream);
        return friend;
    }

    /** The friend's side of a friend. */
    FriendSide side(TestMachine friend) {
        return Objects.requireNonNull(friends.get(friend));
    }

    /** Orders a stream from these parents, and from the origin. */
    void order(TestMachine friend, String stream, TestMachine... parents) {
        synchronized (pulses) {
            beats(friend).order(stream, parents);
        }
    }

    void orderNothing(TestMachine friend) {
        synchronized (pulses) {
            beats(friend).orderNothing();
        }
    }

    private OriginPulses beats(TestMachine friend) {
        return Objects.requireNonNull(pulses.get(friend));
    }

    /** What a friend said last. */
    PulseAnswer answer(TestMachine friend) {
        return Objects.requireNonNull(answers.getOrDefault(friend, NOTHING_YET));
    }

    /** What a friend said last of the one stream it carries; empty when it carries none. */
    Optional<PulseAnswer.Carried> carried(TestMachine friend) {
        return answer(friend).carried().stream().findFirst();
    }

    /** A token by which {@code child} pulls from {@code parent}. */
    String token(TestMachine child, String stream, String machine) {
        synchronized (pulses) {
            return beats(child).token(stream, machine);
        }
    }

    /** No pulses any more. */
    void hush() {
        beating.set(false);
    }

    private void beat() {
        try {
            while (true) {
                if (beating.get()) {
                    synchronized (pulses) {
                        pulses.forEach((friend, origin) -> answers.put(friend, origin.beat()));
                    }
                }
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Snapshot window(TestMachine machine, String stream) {
        return machine.streams().stream(stream).window(Packaging.FMP4).snapshot();
    }

    /** Waits until the friend's window is as new as the origin's, and sees that all it has equals the origin's. */
    void awaitEqual(TestMachine friend, String stream) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> newest(window(friend, stream)).equals(newest(window(origin, stream))));
        assertEqual(window(origin, stream), window(friend, stream));
    }

    /** Publishes so many parts, each when the friend has the one before. */
    void play(Broadcast show, TestMachine friend, int parts) {
        for (int i = 0; i < parts; i++) {
            show.parts(1);
            awaitEqual(friend, show.name());
        }
    }

    static String newest(Snapshot window) {
        if (window.segments().isEmpty()) {
            return "";
        }
        Segment segment = window.segments().getLast();
        return segment.mediaSequence() + "." + segment.parts().size() + "." + window.ended();
    }

    static void assertEqual(Snapshot theirs, Snapshot ours) {
        assertEquals(theirs.targetDurationMicros(), ours.targetDurationMicros());
        assertEquals(theirs.partTargetMicros(), ours.partTargetMicros());
        for (Segment segment : ours.segments()) {
            Segment original = theirs.segment(segment.mediaSequence()).orElseThrow();
            assertEquals(original.discontinuitySequence(), segment.discontinuitySequence());
            assertEquals(original.discontinuity(), segment.discontinuity());
            assertEquals(original.complete(), segment.complete());
            assertEquals(original.programTime(), segment.programTime());
            assertEquals(original.init().id(), segment.init().id());
            assertEquals(original.init().tracks(), segment.init().tracks());
            assertArrayEquals(original.init().bytes(), segment.init().bytes());
            assertEquals(original.parts().size(), segment.parts().size());
            for (int i = 0; i < segment.parts().size(); i++) {
                assertEqual(original.parts().get(i), segment.parts().get(i));
            }
        }
    }

    private static void assertEqual(Part original, Part part) {
        assertEquals(original.durationMicros(), part.durationMicros());
        assertEquals(original.independent(), part.independent());
        assertEquals(original.last(), part.last());
        assertEquals(original.gap(), part.gap());
        assertArrayEquals(original.bytes(), part.bytes());
    }

    @Override
    public void close() {
        heart.interrupt();
        routes.forEach(MediaRoutes::close);
        sides.forEach(FriendSide::close);
        synchronized (pulses) {
            pulses.values().forEach(OriginPulses::close);
        }
        friends.keySet().forEach(TestMachine::close);
        origin.close();
    }
}
