package dev.streamr.relay.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.pulse.Pulses;
import dev.streamr.relay.token.SessionToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends pulses by hand, as an origin does. For one thread. */
public final class OriginPulses implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestMachine origin;
    private final TestMachine friend;
    private final String boot;
    private Instant now = Instant.now();
    private String challenge = "";
    private long counter;
    private List<Pulse.Order> orders = List.of();

    public OriginPulses(TestMachine origin, TestMachine friend, String boot) {
        this.origin = origin;
        this.friend = friend;
        this.boot = boot;
    }

    /** The origin's clock. */
    public void clock(Instant time) {
        now = time;
    }

    /** Orders this stream from now on, from these parents, with the origin last; no parents: from the origin alone. */
    public void order(String stream, TestMachine... parents) {
        List<Pulse.Parent> bases = new ArrayList<>();
        for (TestMachine parent : parents) {
            bases.add(new Pulse.Parent(parent.joined().orElseThrow().name().value(), base(parent, stream)));
        }
        bases.add(new Pulse.Parent("", "/live/" + stream + "/s/"
                + token(stream, SessionToken.ORIGIN) + "/"));
        orders = List.of(new Pulse.Order(stream, parents.length == 0 ? 1 : 2, token(stream, SessionToken.ORIGIN),
                bases));
    }

    /** Orders nothing any more. */
    public void orderNothing() {
        orders = List.of();
    }

    private String base(TestMachine parent, String stream) {
        return parent.url() + "/live/" + stream + "/s/" + token(stream, SessionToken.machineOf(parent.id())) + "/";
    }

    /** A token for this friend as a relay. */
    public String token(String stream, String machine) {
        return new SessionToken(SessionToken.Kind.RELAY, SessionToken.sessionOf(friend.id()), machine,
                now.plus(Duration.ofHours(1))).sign(new StreamName(stream), origin.key());
    }

    /** The next pulse. */
    public Pulse next() {
        counter++;
        return new Pulse(friend.id(), boot, counter, challenge, now.toEpochMilli(), 42_000_000, orders);
    }

    /** Sends the next pulse, with the challenge when it is asked for one. */
    public PulseAnswer beat() {
        HttpResponse<byte[]> response = send(next(), origin.key());
        if (response.statusCode() == 409) {
            challenge = challenge(response);
            response = send(next(), origin.key());
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        String signature = response.headers().firstValue(Pulses.SIGNATURE).orElse("");
        if (!Pulses.isAnswer(response.body(), signature, friend.key().publicKey())) {
            throw new IllegalStateException("the answer is not signed by the friend");
        }
        return Pulses.read(response.body(), PulseAnswer.class);
    }

    /** Repeats this challenge from now on. */
    public void challenge(String given) {
        challenge = given;
    }

    /** The challenge in an answer. */
    public static String challenge(HttpResponse<byte[]> response) {
        try {
            return new ObjectMapper().readTree(response.body()).path("challenge").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends this pulse under this key. */
    public HttpResponse<byte[]> send(Pulse pulse, SigningKey key) {
        byte[] body = Pulses.write(pulse);
        return send(body, Pulses.signRequest(body, key));
    }

    /** Sends these bytes. */
    public HttpResponse<byte[]> send(byte[] body, String signature) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(friend.url() + Pulses.PATH))
                .header(Pulses.SIGNATURE, signature).POST(BodyPublishers.ofByteArray(body)).build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
