package dev.streamr.relay.pull;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** One request for an object at one parent, in flight. Any thread. */
final class Fetch {

    /** How a request came out. */
    sealed interface Result {

        /** These bytes; not checked. */
        record Bytes(byte[] bytes) implements Result {}

        /** The parent does not have it, or not yet. */
        record NotThere(int status) implements Result {}

        /** No whole answer. */
        record Failed(String why) implements Result {}
    }

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Parents.Parent parent;
    private final long sentAt = System.nanoTime();
    private volatile boolean answered;
    private volatile boolean given;
    private volatile CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();
    private boolean late;

    private Fetch(Parents.Parent parent) {
        this.parent = parent;
    }

    /**
     * Sends the request.
     *
     * @param path      relative to the parent's base
     * @param mostBytes a longer answer fails
     * @param then      hears once how it came out, unless it is cancelled before
     */
    static Fetch send(Transport transport, Parents.Parent parent, String path, int mostBytes,
            BiConsumer<Fetch, Result> then) {
        Fetch fetch = new Fetch(parent);
        HttpRequest request = HttpRequest.newBuilder(URI.create(parent.base() + path)).build();
        fetch.answer = transport.client().sendAsync(request, head -> {
            fetch.answered = head.statusCode() == OK;
            return head.statusCode() == OK
                    ? BodySubscribers.limiting(BodySubscribers.ofByteArray(), mostBytes)
                    : BodySubscribers.replacing(new byte[0]);
        });
        var _ = fetch.answer.whenComplete((response, failure) -> {
            if (!fetch.given) {
                then.accept(fetch, failure == null ? result(response) : failed(failure));
            }
        });
        return fetch;
    }

    private static Result result(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case OK -> new Result.Bytes(response.body());
            case NOT_FOUND, UNAVAILABLE -> new Result.NotThere(response.statusCode());
            default -> new Result.Failed("status " + response.statusCode());
        };
    }

    private static Result failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return new Result.Failed(cause.getClass().getSimpleName());
    }

    Parents.Parent parent() {
        return parent;
    }

    /** When it was sent, as {@link System#nanoTime}. */
    long sentAt() {
        return sentAt;
    }

    /** Whether the first bytes of the right kind of answer have come. */
    boolean answered() {
        return answered;
    }

    /** Whether it was found late; for the thread that waits for it. */
    boolean late() {
        return late;
    }

    /** It is late. */
    void foundLate() {
        late = true;
    }

    /** Gives it up; its connection is closed when the answer has begun. */
    void cancel() {
        given = true;
        var _ = answer.cancel(true);
    }
}
