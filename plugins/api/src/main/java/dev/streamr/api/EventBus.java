package dev.streamr.api;

import java.util.function.Consumer;

/** Tells everybody who listens what happened. */
public interface EventBus {

    /** Hands an event to every listener. Never blocks: a listener whose queue (256 events) is full loses the oldest. */
    void publish(Event event);

    /**
     * Listens from now on. The listener runs on a virtual thread of its own, one event at a time, in order.
     *
     * @return close it to stop listening
     */
    Subscription subscribe(Consumer<Event> listener);

    /** One listener's hold on the bus. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
