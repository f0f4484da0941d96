package dev.streamr.relay.origin.pulse;

import dev.streamr.api.Keyring;
import dev.streamr.api.Node;
import dev.streamr.api.Services;
import dev.streamr.relay.pulse.Pulse;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks every node once a second how it is, each on a virtual thread of its own. One that is late is asked once more over
 * another connection while the first answer may still come; when neither comes, less than two seconds have passed since it
 * fell silent.
 */
public final class PulseLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PulseLoop.class.getName());
    private static final Duration ROUND = Duration.ofSeconds(1);
    /** Rounds that are asked for out of turn are so far apart at least. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofMillis(450);
    private static final Duration PATIENCE = Duration.ofMillis(950);

    private final Services services;
    private final PulseRounds rounds;
    private final PulseClient client;
    /** Nodes that are being asked: a node is asked by one thread at a time. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    /** Holds one permit when a round is wanted out of turn. */
    private final Semaphore hurry = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * @param services where the keys are
     * @param rounds   who is asked, and who hears it
     * @param clock    wall clock
     */
    public PulseLoop(Services services, PulseRounds rounds, InstantSource clock) {
        this.services = services;
        this.rounds = rounds;
        this.client = new PulseClient(clock);
    }

    /** Begins. */
    public void start() {
        thread = Thread.ofVirtual().name("relay-pulses").start(this::run);
    }

    /** Asks for a round soon: there is something new to tell. */
    public void hurry() {
        if (hurry.availablePermits() == 0) {
            hurry.release();
        }
    }

    private void run() {
        try {
            while (!closed) {
                long start = System.nanoTime();
                round();
                TimeUnit.NANOSECONDS.sleep(SHORTEST_ROUND.toNanos());
                long left = ROUND.toNanos() - (System.nanoTime() - start);
                if (hurry.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    hurry.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LOG.log(System.Logger.Level.DEBUG, "pulses end");
        }
    }

    private void round() {
        try {
            Optional<Keyring> keys = services.find(Keyring.class);
            for (Node node : rounds.begin()) {
                if (keys.isPresent() && asking.add(node.id())) {
                    Thread.ofVirtual().name("relay-pulse-" + node.name()).start(() -> ask(keys.get(), node));
                }
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a round of pulses failed", e);
        }
    }

    private void ask(Keyring keys, Node node) {
        try {
            Optional<URI> address = node.path().address();
            if (address.isPresent()) {
                exchange(keys, node, address.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the pulse of node " + node.name() + " failed", e);
        } finally {
            asking.remove(node.id());
        }
    }

    private void exchange(Keyring keys, Node node, URI address) throws InterruptedException {
        List<Pulse.Order> orders = rounds.orders(node);
        long uplink = rounds.uplinkBitsPerSecond(node);
        long start = System.nanoTime();
        CompletableFuture<Heard> first = client.send(keys, node, address, uplink, orders, PATIENCE);
        Heard heard = within(first, LATE);
        if (heard instanceof Heard.Missed missed) {
            rounds.missed(node, missed.surely(), missed.why());
            if (missed.surely() || closed) {
                return;
            }
        }
        if (!(heard instanceof Heard.Answer)) {
            Duration left = left(start);
            heard = either(first, client.send(keys, node, address, uplink, orders, left), left);
        }
        if (heard instanceof Heard.Challenge && left(start).isPositive()) {
            // The second was on its way before the challenge that the first brought was known.
            heard = within(client.send(keys, node, address, uplink, orders, left(start)), left(start));
        }
        switch (heard) {
            case Heard.Answer answer -> rounds.answered(node, answer.answer(), answer.took());
            case Heard.Missed missed -> rounds.missed(node, missed.surely(), missed.why());
            case Heard.Challenge _ -> rounds.missed(node, false, "it refuses the pulse that it asked for");
        }
    }

    private static Duration left(long start) {
        return PATIENCE.minusNanos(System.nanoTime() - start);
    }

    /** The answer of either; what the second came to when neither has one. */
    private static Heard either(CompletableFuture<Heard> first, CompletableFuture<Heard> second, Duration atMost)
            throws InterruptedException {
        CompletableFuture<Heard> answer = new CompletableFuture<>();
        for (CompletableFuture<Heard> one : List.of(first, second)) {
            var _ = one.thenAccept(heard -> {
                if (heard instanceof Heard.Answer) {
                    answer.complete(heard);
                }
            });
        }
        var _ = CompletableFuture.allOf(first, second)
                .thenAccept(_ -> answer.complete(second.getNow(new Heard.Missed(false, "it does not answer"))));
        return within(answer, atMost);
    }

    private static Heard within(CompletableFuture<Heard> future, Duration atMost) throws InterruptedException {
        try {
            return future.get(Math.max(1, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Heard.Missed(false, "it does not answer in time");
        } catch (ExecutionException e) {
            return new Heard.Missed(false, "it cannot be asked");
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        client.close();
    }
}
