package dev.streamr.relay.origin.pulse;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamr.api.AnyCertificate;
import dev.streamr.api.Keyring;
import dev.streamr.api.Node;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.pulse.Pulses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends pulses, and believes the answers that the node has signed for this very pulse. Any thread. */
final class PulseClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int BOOT_BYTES = 16;
    private static final int LONGEST_CHALLENGE = 200;
    /** Nodes whose challenge is remembered at a time; present nodes are fewer. */
    private static final int MOST_CHALLENGES = 2_000;

    private final InstantSource clock;
    private final String boot = random();
    private final AtomicLong counter = new AtomicLong();
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).sslContext(AnyCertificate.context()).build();

    PulseClient(InstantSource clock) {
        this.clock = clock;
    }

    private record Challenge(@JsonProperty("challenge") String challenge) {}

    /**
     * Sends one. The future never fails.
     *
     * @param patience for the whole of it
     */
    CompletableFuture<Heard> send(Keyring keys, Node node, URI address, long uplink, List<Pulse.Order> orders,
            Duration patience) {
        long number = counter.incrementAndGet();
        Pulse pulse = new Pulse(node.id(), boot, number, challenges.getOrDefault(node.id(), ""), clock.millis(),
                uplink, orders);
        byte[] body = Pulses.write(pulse);
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/+$", "") + Pulses.PATH))
                .header("Content-Type", "application/json")
                .header(Pulses.SIGNATURE, Pulses.signRequest(body, keys.origin())).timeout(patience)
                .POST(BodyPublishers.ofByteArray(body)).build();
        long start = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Pulses.MOST_BYTES))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(response -> heard(keys, node, number, response, Duration.ofNanos(System.nanoTime() - start)))
                .exceptionally(PulseClient::missed);
    }

    private Heard heard(Keyring keys, Node node, long number, HttpResponse<byte[]> response, Duration took) {
        try {
            return switch (response.statusCode()) {
                case OK -> answer(keys, node, number, response, took);
                case CONFLICT -> challenge(node, Pulses.read(response.body(), Challenge.class).challenge());
                default -> new Heard.Missed(false, "it answers pulses with status " + response.statusCode());
            };
        } catch (IllegalArgumentException e) {
            return new Heard.Missed(false, "its answer to a pulse is malformed");
        }
    }

    private Heard answer(Keyring keys, Node node, long number, HttpResponse<byte[]> response, Duration took) {
        String signature = response.headers().firstValue(Pulses.SIGNATURE).orElse("");
        boolean signed = keys.node(node.id()).filter(key -> Pulses.isAnswer(response.body(), signature, key))
                .isPresent();
        if (!signed) {
            return new Heard.Missed(false, "its answer to a pulse is not signed with its key");
        }
        PulseAnswer answer = Pulses.read(response.body(), PulseAnswer.class);
        boolean fresh = answer.node().equals(node.id()) && answer.boot().equals(boot) && answer.counter() == number;
        return fresh ? new Heard.Answer(answer, took) : new Heard.Missed(false, "it answered another pulse");
    }

    private Heard challenge(Node node, String challenge) {
        if (challenge.length() > LONGEST_CHALLENGE) {
            return new Heard.Missed(false, "its answer to a pulse is malformed");
        }
        if (challenges.size() >= MOST_CHALLENGES) {
            challenges.clear();
        }
        challenges.put(node.id(), challenge);
        return new Heard.Challenge(challenge);
    }

    private static Heard missed(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        return switch (cause) {
            case HttpTimeoutException _,TimeoutException _ ->
                new Heard.Missed(false, "it does not answer in time");
            case ConnectException _ -> new Heard.Missed(true, "it takes no connections");
            case IOException _ -> new Heard.Missed(false, "its connection broke");
            default -> new Heard.Missed(false, "it cannot be asked");
        };
    }

    private static String random() {
        byte[] bytes = new byte[BOOT_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
