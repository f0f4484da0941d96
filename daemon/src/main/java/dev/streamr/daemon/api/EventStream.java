package dev.streamr.daemon.api;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.HttpEndpoints.DirectResponse;
import dev.streamr.api.Problem;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * {@code GET /api/v1/events}: what happens, as server-sent events (WHATWG HTML, section 9.2). The first event,
 * {@code snapshot}, holds the streams there are; comments in between keep the connection alive.
 */
final class EventStream {

    private static final System.Logger LOG = System.getLogger(EventStream.class.getName());
    /** Listeners at a time. */
    private static final int MOST = 2_000;
    /** Events that wait for a slow client; more end its connection, and it comes back to a new snapshot. */
    private static final int QUEUE = 64;

    private final EventBus events;
    private final HttpEndpoints http;
    private final Supplier<Object> snapshot;
    private final Duration keepAlive;
    private final Semaphore places = new Semaphore(MOST);

    EventStream(EventBus events, HttpEndpoints http, Supplier<Object> snapshot, Duration keepAlive) {
        this.events = events;
        this.http = http;
        this.snapshot = snapshot;
        this.keepAlive = keepAlive;
    }

    void handle(ServerRequest request, ServerResponse response) {
        if (!places.tryAcquire()) {
            new Problem(Status.SERVICE_UNAVAILABLE_503, "too many listen to events").send(response);
            return;
        }
        String why = "closed";
        BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        ApiJson.headers(headers, "text/event-stream");
        try (EventBus.Subscription _ = events.subscribe(queue::offer);
                DirectResponse out = http.direct(request, headers)) {
            write(out, "snapshot", snapshot.get());
            while (queue.remainingCapacity() > 0) {
                tell(out, queue);
            }
            why = "too slow";
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "gone";
        } finally {
            places.release();
            LOG.log(System.Logger.Level.DEBUG, "events: a listener left: {0}", why);
        }
    }

    private void tell(DirectResponse out, BlockingQueue<Event> queue) throws IOException, InterruptedException {
        Event event = queue.poll(keepAlive.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            byte[] comment = ":\n\n".getBytes(StandardCharsets.US_ASCII);
            out.write(comment, 0, comment.length);
        } else {
            write(out, event.type(), view(event));
        }
    }

    private static Map<String, Object> view(Event event) {
        String at = event.at().toString();
        return switch (event) {
            case Event.StreamStarted started -> Map.of("at", at, "stream", started.stream().value());
            case Event.StreamStopped stopped -> Map.of("at", at, "stream", stopped.stream().value());
            case Event.StreamWarned warned ->
                Map.of("at", at, "stream", warned.stream().value(), "warning", warned.warning());
            case Event.NodeJoined joined -> Map.of("at", at, "node", joined.node().value());
            case Event.NodeFailed failed ->
                Map.of("at", at, "node", failed.node().value(), "reason", failed.reason());
            case Event.ViewersSteered steered -> Map.of("at", at, "stream", steered.stream().value(), "from",
                    steered.from().value(), "viewers", steered.viewers(), "reason", steered.reason());
            case Event.NodeLeft left -> Map.of("at", at, "node", left.node().value(), "state",
                    left.state().map(state -> state.name().toLowerCase(Locale.ROOT)).orElse("removed"));
        };
    }

    private static void write(DirectResponse out, String type, Object data) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream(256);
        event.writeBytes(("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        event.writeBytes(ApiJson.bytes(data));
        event.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        out.write(event.toByteArray(), 0, event.size());
    }
}
