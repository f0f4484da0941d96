package dev.streamr.daemon.event;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.StreamName;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final CollectorRegistry registry = new CollectorRegistry();

    @Test
    void aSlowListenerLosesTheOldestAndHoldsNobodyUp() throws Exception {
        try (Events events = new Events(registry)) {
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch busy = new CountDownLatch(1);
            List<String> slow = new CopyOnWriteArrayList<>();
            List<String> quick = new CopyOnWriteArrayList<>();
            EventBus.Subscription _ = events.subscribe(event -> {
                busy.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                slow.add(name(event));
            });
            events.publish(event(0));
            busy.await();
            IntStream.rangeClosed(1, Listening.QUEUE + 10).forEach(number -> events.publish(event(number)));
            EventBus.Subscription _ = events.subscribe(event -> quick.add(name(event)));
            events.publish(event(1000));
            await().until(() -> quick.equals(List.of("s1000")));
            gate.countDown();
            await().until(() -> slow.contains("s1000"));
            assertEquals("s0", slow.getFirst());
            assertEquals("s12", slow.get(1));
            assertEquals(Listening.QUEUE + 1, slow.size());
            assertEquals(11.0, registry.getSampleValue("streamr_events_dropped_total"));
        }
    }

    @Test
    void aListenerThatFailsHearsTheNextEvent() {
        try (Events events = new Events(registry)) {
            List<String> heard = new CopyOnWriteArrayList<>();
            EventBus.Subscription _ = events.subscribe(event -> {
                heard.add(name(event));
                throw new IllegalStateException("on purpose");
            });
            events.publish(event(1));
            events.publish(event(2));
            await().until(() -> heard.equals(List.of("s1", "s2")));
        }
    }

    private static Event event(int number) {
        return new Event.StreamStarted(Instant.EPOCH, new StreamName("s" + number));
    }

    private static String name(Event event) {
        return event instanceof Event.StreamStarted started ? started.stream().value() : event.type();
    }
}
