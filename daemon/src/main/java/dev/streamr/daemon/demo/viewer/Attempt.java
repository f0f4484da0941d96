package dev.streamr.daemon.demo.viewer;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request to one machine for an object that others may be asked for as well. */
final class Attempt {

    /** More than any part or playlist, as much as a segment may have. */
    private static final long MOST_BYTES = 64L << 20;

    private final Source source;
    private final long askedNanos = System.nanoTime();
    private final CompletableFuture<HttpResponse<byte[]>> answer;
    private volatile long firstByteNanos;

    private Attempt(Source source, HttpClient client, HttpRequest request) {
        this.source = source;
        this.answer = client.sendAsync(request, info -> {
            firstByteNanos = System.nanoTime();
            return BodySubscribers.limiting(BodySubscribers.ofByteArray(), MOST_BYTES);
        });
    }

    /** Asks; the attempt is put among the finished ones when it has succeeded or failed. */
    static Attempt start(Source source, HttpClient client, HttpRequest request, BlockingQueue<Attempt> finished) {
        source.asked();
        Attempt attempt = new Attempt(source, client, request);
        var _ = attempt.answer.whenComplete((response, failure) -> finished.add(attempt));
        return attempt;
    }

    Source source() {
        return source;
    }

    /** When it counts as late: each of the two halves, until the first byte and until the last one, may take so long. */
    long lateNanos(long patienceNanos) {
        return (firstByteNanos == 0 ? askedNanos : firstByteNanos) + patienceNanos;
    }

    long firstByteMillis() {
        return (firstByteNanos - askedNanos) / 1_000_000;
    }

    /** The response of a finished attempt; null when there is none. */
    @Nullable
    HttpResponse<byte[]> response() {
        return answer.isCompletedExceptionally() ? null : Objects.requireNonNull(answer.join());
    }

    /** Lets go of an answer that nobody needs any more; its connection is closed. */
    void cancel() {
        answer.cancel(true);
    }
}
