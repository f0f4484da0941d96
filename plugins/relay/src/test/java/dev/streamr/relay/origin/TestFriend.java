package dev.streamr.relay.origin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.api.VerifyingKey;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.pulse.Pulses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A friend's machine: a real HTTP server that takes pulses as docs/relay.md says, and misbehaves when told to. */
final class TestFriend implements AutoCloseable {

    /** How it takes pulses. */
    enum Mood {
        RIGHT, FROZEN, FORGING, REPLAYING, BROKEN
    }

    final TestKey key = new TestKey();
    final String id = idOf(key);
    final NodeName name;
    private final VerifyingKey origin;
    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Mood mood = Mood.RIGHT;
    private volatile String wish = "active";
    private volatile boolean ready = true;
    private final long upload;
    private volatile @Nullable Pulse last;
    private volatile String boot = "";
    private volatile long counter;
    private volatile byte @Nullable [] recorded;
    private volatile Map<String, Long> late = Map.of();
    private volatile List<URI> secured = List.of();
    private volatile UnaryOperator<String> lie = answer -> answer;

    TestFriend(String name, VerifyingKey origin, long upload) throws IOException {
        this.name = new NodeName(name);
        this.origin = origin;
        this.upload = upload;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(Pulses.PATH, this::pulse);
        server.start();
    }

    private void pulse(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String signature = exchange.getRequestHeaders().getFirst(Pulses.SIGNATURE);
        if (mood == Mood.FROZEN) {
            freeze();
            return;
        }
        if (mood == Mood.BROKEN || !Pulses.isRequest(body, signature, origin)) {
            send(exchange, 500, new byte[]{'?'});
            return;
        }
        Pulse pulse = Pulses.read(body, Pulse.class);
        boolean known = pulse.boot().equals(boot) ? pulse.counter() > counter : pulse.challenge().equals("c-" + name);
        if (!known) {
            send(exchange, 409, ("{\"challenge\":\"c-" + name + "\"}").getBytes(StandardCharsets.UTF_8));
            return;
        }
        boot = pulse.boot();
        counter = pulse.counter();
        last = pulse;
        answer(exchange, pulse);
    }

    private void answer(HttpExchange exchange, Pulse pulse) throws IOException {
        List<PulseAnswer.Carried> carried = pulse.orders().stream()
                .map(order -> new PulseAnswer.Carried(order.stream(), 10, 0, ready, 0, 0, 0, 5_000, "")).toList();
        byte[] truth = Pulses.write(new PulseAnswer(id, pulse.boot(), pulse.counter(), wish, "", 0, carried,
                late, Map.of(), Map.of()));
        byte[] fresh = lie.apply(new String(truth, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        byte[] old = recorded;
        byte[] answer = mood == Mood.REPLAYING && old != null ? old : fresh;
        recorded = answer;
        exchange.getResponseHeaders().set(Pulses.SIGNATURE,
                Pulses.signAnswer(answer, mood == Mood.FORGING ? new TestKey() : key));
        send(exchange, 200, answer);
    }

    private void freeze() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** It can be reached by HTTPS as well, as it has proved. */
    void alsoAt(URI https) {
        secured = List.of(https);
    }

    Node node(Node.State state) {
        URI address = URI.create(url());
        List<URI> all = Stream.concat(Stream.of(address), secured.stream()).toList();
        return new Node(id, name, state, Optional.empty(), all,
                new NodePath(NodePath.Kind.DIRECT, Optional.of(address), "it answered", all),
                new NodeLoad("1", Duration.ZERO, 0, 0, upload, Long.MAX_VALUE, List.of()));
    }

    void mood(Mood next) {
        mood = next;
    }

    void wish(String next) {
        wish = next;
    }

    void ready(boolean next) {
        ready = next;
    }

    void late(Map<String, Long> next) {
        late = next;
    }

    /** Changes the JSON of its answers before they are signed. */
    void lie(UnaryOperator<String> next) {
        lie = next;
    }

    /** The orders of the last pulse. */
    List<Pulse.Order> orders() {
        Pulse pulse = last;
        return pulse == null ? List.of() : pulse.orders();
    }

    /** Pulses that it took. */
    long pulses() {
        return counter;
    }

    /** Where it listens. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Kills it: nobody listens any more. */
    void kill() {
        server.stop(0);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }

    private static String idOf(TestKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.encoded()), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
