package dev.streamr.daemon.demo.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A viewer's session at the origin: it is opened, and told by receipts what came. One thread uses it. */
final class Session {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    /** Between two receipts, however much trouble there is. */
    private static final long SHORTEST_NANOS = 1_000_000_000L;

    private final HttpClient client;
    private final URI receipts;
    private final ReceiptKey key;
    private final String originKey;
    private final Sources sources;
    private final boolean atOrigin;
    private Assignment newest;
    private long sentNanos = System.nanoTime();
    private long serial;
    private @Nullable CompletableFuture<HttpResponse<byte[]>> underWay;

    /** The origin has no room for one more viewer. */
    static final class Full extends IOException {

        private static final long serialVersionUID = 1L;

        private final int retrySeconds;

        Full(int retrySeconds) {
            super("the origin is full");
            this.retrySeconds = retrySeconds;
        }

        int retrySeconds() {
            return retrySeconds;
        }
    }

    private Session(HttpClient client, URI sessions, URI origin, Assignment assignment, boolean atOrigin) {
        this.client = client;
        this.receipts = URI.create(
                sessions + "/" + Objects.requireNonNull(assignment.session(), "session") + "/receipts");
        this.key = new ReceiptKey(Objects.requireNonNull(assignment.receiptKey(), "receiptKey"));
        this.originKey = Objects.requireNonNull(assignment.originKey(), "originKey");
        this.atOrigin = atOrigin;
        this.newest = atOrigin ? assignment.atOrigin() : assignment;
        this.sources = new Sources(origin, newest);
    }

    /**
     * Opens a session.
     *
     * @param origin   base URL of the origin
     * @param atOrigin whether relays are left alone
     * @throws Full when the origin says so
     */
    static Session open(HttpClient client, URI origin, String stream, boolean atOrigin)
            throws IOException, InterruptedException {
        URI sessions = origin.resolve("/api/v1/streams/" + stream + "/sessions");
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(sessions).timeout(PATIENCE).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofByteArray());
        if (response.statusCode() == 503) {
            throw new Full(response.headers().firstValue("Retry-After").map(Integer::parseInt).orElse(1));
        }
        if (response.statusCode() != 201) {
            throw new IOException("a new session was answered with status " + response.statusCode());
        }
        return new Session(client, sessions, origin, MAPPER.readValue(response.body(), Assignment.class), atOrigin);
    }

    Sources sources() {
        return sources;
    }

    String originKey() {
        return originKey;
    }

    /**
     * Sends a receipt when it is time, and takes the answer to the last one; never waits.
     *
     * @param felt    what the viewer felt since the session began
     * @param trouble whether there is something that the origin should know at once
     * @return whether the origin has taken one
     * @throws IOException when the session is over
     */
    boolean report(Playout.Felt felt, boolean trouble) throws IOException {
        boolean taken = answered();
        long since = System.nanoTime() - sentNanos;
        boolean due = since >= newest.receiptMillis() * 1_000_000 || (trouble && since >= SHORTEST_NANOS);
        if (underWay == null && due) {
            underWay = send(felt, false);
            sentNanos = System.nanoTime();
        }
        return taken;
    }

    /** The viewer leaves: the last receipt, which the origin is given a moment to take. */
    void leave(Playout.Felt felt) {
        try {
            send(felt, true).get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            // It is away: it forgets who is silent.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(Playout.Felt felt, boolean over)
            throws JsonProcessingException {
        List<Receipt.FromRelay> relays = sources.allRelays().stream().map(source -> source.line(key, newest.nonce()))
                .toList();
        byte[] body = MAPPER.writeValueAsBytes(new Receipt(++serial, felt.stalls(), felt.stalledMillis(),
                Math.max(0, felt.latencyMillis()), sources.atOrigin().bytes(), relays, over));
        return client.sendAsync(HttpRequest.newBuilder(URI.create(receipts + "?mac=" + key.sign(body)))
                .timeout(PATIENCE).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
    }

    /** An origin that does not answer is away: the session goes on, and the next receipt tells the same counts. */
    private boolean answered() throws IOException {
        CompletableFuture<HttpResponse<byte[]>> asked = underWay;
        if (asked == null || !asked.isDone()) {
            return false;
        }
        underWay = null;
        if (asked.isCompletedExceptionally()) {
            return false;
        }
        HttpResponse<byte[]> response = Objects.requireNonNull(asked.join());
        int status = response.statusCode();
        if (status == 404 || status == 410) {
            throw new IOException("the origin has ended the session");
        }
        if (status != 200) {
            throw new IOException("a receipt was answered with status " + status);
        }
        Assignment assignment = MAPPER.readValue(response.body(), Assignment.class);
        newest = atOrigin ? assignment.atOrigin() : assignment;
        sources.assign(newest);
        return true;
    }
}
