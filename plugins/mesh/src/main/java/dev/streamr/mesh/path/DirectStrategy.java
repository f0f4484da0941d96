package dev.streamr.mesh.path;

import dev.streamr.api.NodePath;
import dev.streamr.mesh.message.Hello;
import dev.streamr.mesh.message.Json;
import dev.streamr.mesh.message.Paths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Machines have addresses that the others can reach as they are: in one LAN, on the Internet, behind a forwarded port, or
 * within a mesh that is up already.
 */
public final class DirectStrategy implements MeshStrategy {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<List<URI>> own;
    private final Post post;

    /**
     * @param own  addresses of this machine
     * @param post asks other machines
     */
    public DirectStrategy(Supplier<List<URI>> own, Post post) {
        this.own = own;
        this.post = post;
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public List<URI> addresses() {
        return own.get();
    }

    @Override
    public NodePath find(String node, List<URI> addresses) {
        List<Attempt> attempts = attempts(node, addresses);
        List<Attempt> proven = attempts.stream().filter(attempt -> attempt.failure().isEmpty()).toList();
        if (!proven.isEmpty()) {
            Attempt best = proven.getFirst();
            return new NodePath(NodePath.Kind.DIRECT, Optional.of(best.address()),
                    "it answered at its address in " + best.took().toMillis() + " ms",
                    proven.stream().map(Attempt::address).toList());
        }
        String why = attempts.isEmpty()
                ? "it has no address"
                : "none of its " + addresses.size() + " addresses answered: "
                        + String.join(", ", attempts.stream().map(Attempt::failure).distinct().toList());
        return new NodePath(NodePath.Kind.DOWN, Optional.empty(), why, List.of());
    }

    /**
     * How it went at one address.
     *
     * @param failure empty when the node answered
     */
    private record Attempt(URI address, String failure, Duration took) {}

    /** All addresses at once, in their order: a node has eight at most. */
    private List<Attempt> attempts(String node, List<URI> addresses) {
        List<Future<Attempt>> asked;
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = addresses.stream().map(address -> asking.submit(() -> attempt(node, address))).toList();
        }
        return asked.stream().map(Future::resultNow).toList();
    }

    private Attempt attempt(String node, URI address) {
        long start = System.nanoTime();
        String failure = failure(node, address);
        return new Attempt(address, failure, Duration.ofNanos(System.nanoTime() - start));
    }

    private String failure(String node, URI address) {
        Hello hello = Hello.ask();
        try {
            Post.Reply reply = post.send(Post.below(address, Paths.PROVE), Json.write(hello), Map.of(), PATIENCE);
            if (reply.status() != 200) {
                return "something else answers there";
            }
            boolean same = hello.proven(Json.read(reply.body(), Hello.Answer.class)).id().equals(node);
            return same ? "" : "another machine answers there";
        } catch (IllegalArgumentException e) {
            return "something else answers there";
        } catch (IOException e) {
            return e instanceof HttpTimeoutException ? "timed out" : "no connection";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
