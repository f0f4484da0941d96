package dev.streamr.daemon.event;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The event bus of this node. */
public final class Events implements EventBus, AutoCloseable {

    private final Set<Listening> listeners = ConcurrentHashMap.newKeySet();
    private final Counter dropped;

    /** @param registry takes the count of events that slow listeners lost */
    public Events(CollectorRegistry registry) {
        dropped = Counter.build("streamr_events_dropped_total", "Events that slow listeners lost").register(registry);
    }

    @Override
    public void publish(Event event) {
        for (Listening listener : listeners) {
            if (!listener.offer(event)) {
                dropped.inc();
            }
        }
    }

    @Override
    public Subscription subscribe(Consumer<Event> listener) {
        Listening listening = new Listening(listener, listeners::remove);
        listeners.add(listening);
        listening.start();
        return listening;
    }

    /** Ends all listening. */
    @Override
    public void close() {
        listeners.forEach(Listening::close);
    }
}
