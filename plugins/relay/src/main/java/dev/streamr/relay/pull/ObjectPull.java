package dev.streamr.relay.pull;

import dev.streamr.relay.feed.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets one object from whichever parent has it. It may begin before the origin's word on the object is there: then the
 * request waits at the parent. One virtual thread decides; everything else reaches it as an event.
 */
final class ObjectPull {

    /** Longest object, while its size is not known. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int MOST_IN_FLIGHT = 3;
    /** After so many rounds in which every parent said that it has no such thing, nobody has. */
    private static final int MOST_REFUSALS = 3;
    private static final Duration GIVE_UP = Duration.ofSeconds(8);
    private static final Duration HUNG = Duration.ofSeconds(2);
    /** A relay hears of a part a little later than the origin has it. */
    private static final Duration SOON = Duration.ofMillis(30);
    private static final Duration UNANNOUNCED = Duration.ofMillis(250);
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 3;

    /**
     * The origin's word on the object.
     *
     * @param patience until the first byte, from when both the word was here and the request was sent
     * @param transfer from then until the last byte
     */
    record Expected(int sizeBytes, Digest sha256, Duration patience, Duration transfer) {}

    private sealed interface Event {

        record Announced(Expected expected) implements Event {}

        record Came(Fetch fetch, Fetch.Result result) implements Event {}
    }

    private record Held(Fetch fetch, byte[] bytes) {}

    private final Puller puller;
    private final String path;
    private final Runnable whenDone;
    /** One announcement, and one result for each request. */
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Fetch> inFlight = new ArrayList<>(MOST_IN_FLIGHT);
    private final Set<String> askedThisRound = new HashSet<>();
    private final Timer retry = new Timer();
    private final Thread thread;
    private @Nullable Expected expected;
    private @Nullable Held held;
    private long announcedAt;
    private boolean failedThisRound;
    private int rounds;
    private int refusals;
    private Optional<byte[]> bytes = Optional.empty();
    private volatile boolean done;

    private ObjectPull(Puller puller, String path, Runnable whenDone) {
        this.puller = puller;
        this.path = path;
        this.whenDone = whenDone;
        this.thread = Thread.ofVirtual().name("relay-pull-" + path).unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param path     relative to the base of each parent
     * @param whenDone is told once, on another thread, when it is {@link #done}
     */
    static ObjectPull start(Puller puller, String path, Runnable whenDone) {
        ObjectPull pull = new ObjectPull(puller, path, whenDone);
        pull.thread.start();
        return pull;
    }

    /** The origin's word is there. Once. */
    void expect(Expected word) {
        events.add(new Event.Announced(word));
    }

    /** Whether it is known how it came out. */
    boolean done() {
        return done;
    }

    /** The checked bytes, when {@link #done}; nothing when nobody has them. */
    Optional<byte[]> bytes() {
        return done ? bytes : Optional.empty();
    }

    /** Gives it up. */
    void cancel() {
        thread.interrupt();
    }

    private void run() {
        try {
            askNext();
            while (!done) {
                Event event = events.poll(untilSomethingIsDue(), TimeUnit.NANOSECONDS);
                if (event != null) {
                    hear(event);
                }
                if (!done) {
                    look(System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            done = true;
        } finally {
            inFlight.forEach(Fetch::cancel);
            whenDone.run();
        }
    }

    private void hear(Event event) {
        switch (event) {
            case Event.Announced(Expected word) -> {
                expected = word;
                announcedAt = System.nanoTime();
                retry.now();
                if (held != null) {
                    check(held.fetch(), held.bytes(), word);
                }
            }
            case Event.Came(Fetch fetch, Fetch.Result result) -> {
                inFlight.remove(fetch);
                came(fetch, result);
            }
        }
    }

    private void came(Fetch fetch, Fetch.Result result) {
        switch (result) {
            case Fetch.Result.Bytes(byte[] answer) -> {
                if (expected == null) {
                    held = new Held(fetch, answer);
                } else {
                    check(fetch, answer, expected);
                }
            }
            case Fetch.Result.NotThere _ -> {
                puller.metrics().failure("not-there");
                notThere(fetch);
            }
            case Fetch.Result.Failed _ -> {
                puller.metrics().failure("failed");
                failed(fetch, Blame.Kind.FAILED, Parents.LATE);
            }
        }
    }

    private void check(Fetch fetch, byte[] came, Expected word) {
        held = null;
        if (came.length == word.sizeBytes() && Digest.of(came).equals(word.sha256())) {
            bytes = Optional.of(came);
            done = true;
            return;
        }
        puller.metrics().mismatch();
        failed(fetch, Blame.Kind.WRONG, Parents.WRONG);
    }

    private void failed(Fetch fetch, Blame.Kind kind, Duration behind) {
        failedThisRound = true;
        puller.blame().add(kind, fetch.parent());
        puller.parents().punish(fetch.parent(), behind);
        if (expected == null) {
            retry.in(jittered(UNANNOUNCED), null);
        } else {
            askNext();
        }
    }

    private void notThere(Fetch fetch) {
        Expected word = expected;
        if (word == null) {
            retry.in(jittered(UNANNOUNCED), null);
        } else if (!fetch.parent().isOrigin() && System.nanoTime() - announcedAt < word.patience().toNanos()) {
            retry.in(SOON.toNanos(), fetch.parent());
        } else {
            askNext();
        }
    }

    /** Asks the best parent that was not asked in this round; without one, begins a new round after a pause. */
    private void askNext() {
        Optional<Parents.Parent> next = unasked();
        if (next.isPresent()) {
            ask(next.get());
        } else if (inFlight.isEmpty()) {
            refusals += failedThisRound ? 0 : 1;
            if (expected != null && refusals >= MOST_REFUSALS) {
                lost();
                return;
            }
            retry.in(jittered(ROUND.multipliedBy(1L << Math.min(rounds, MOST_DOUBLINGS))), null);
            rounds++;
            failedThisRound = false;
            askedThisRound.clear();
        }
    }

    private Optional<Parents.Parent> unasked() {
        return puller.parents().list().stream().filter(parent -> !askedThisRound.contains(parent.node())).findFirst();
    }

    private void ask(Parents.Parent parent) {
        askedThisRound.add(parent.node());
        puller.budget().earn();
        int most = expected == null ? MOST_BYTES : Math.max(1, expected.sizeBytes());
        inFlight.add(Fetch.send(puller.transport(), parent, path, most,
                (fetch, result) -> events.add(new Event.Came(fetch, result))));
    }

    /** Does what is due. */
    private void look(long now) {
        if (retry.due(now)) {
            Parents.Parent same = retry.take();
            if (same != null) {
                ask(same);
            } else if (held == null && inFlight.isEmpty()) {
                askedThisRound.clear();
                askNext();
            }
        }
        Expected word = expected;
        if (word == null) {
            return;
        }
        for (Fetch fetch : List.copyOf(inFlight)) {
            long waited = now - Math.max(fetch.sentAt(), announcedAt);
            if (!fetch.late() && waited >= limit(fetch, word)) {
                late(fetch);
            }
            if (waited >= HUNG.plus(word.transfer()).toNanos() && inFlight.remove(fetch)) {
                fetch.cancel();
                failed(fetch, Blame.Kind.FAILED, Parents.LATE);
            }
        }
        if (!done && now - announcedAt >= GIVE_UP.toNanos()) {
            lost();
        }
    }

    private static long limit(Fetch fetch, Expected word) {
        return (fetch.answered() ? word.patience().plus(word.transfer()) : word.patience()).toNanos();
    }

    private void late(Fetch fetch) {
        fetch.foundLate();
        puller.metrics().failure("late");
        puller.blame().add(Blame.Kind.LATE, fetch.parent());
        puller.parents().punish(fetch.parent(), Parents.LATE);
        Optional<Parents.Parent> other = unasked();
        if (inFlight.size() < MOST_IN_FLIGHT && other.isPresent() && puller.budget().spend()) {
            puller.metrics().hedge();
            ask(other.get());
        }
    }

    private void lost() {
        puller.metrics().failure("lost");
        done = true;
    }

    private long untilSomethingIsDue() {
        long now = System.nanoTime();
        long wait = retry.left(now);
        Expected word = expected;
        if (word != null) {
            wait = Math.min(wait, announcedAt + GIVE_UP.toNanos() - now);
            for (Fetch fetch : inFlight) {
                long limit = fetch.late() ? HUNG.plus(word.transfer()).toNanos() : limit(fetch, word);
                wait = Math.min(wait, Math.max(fetch.sentAt(), announcedAt) + limit - now);
            }
        }
        return Math.max(0, wait);
    }

    /** Between the half and the whole of it, so that relays do not all come at once. */
    private static long jittered(Duration time) {
        return ThreadLocalRandom.current().nextLong(time.toNanos() / 2, time.toNanos());
    }

    /** When to ask again, and whom: null for the best. */
    private static final class Timer {

        private static final long LONG = Duration.ofSeconds(5).toNanos();

        private boolean set;
        private long at;
        private Parents.@Nullable Parent parent;

        void in(long nanos, Parents.@Nullable Parent same) {
            set = true;
            at = System.nanoTime() + nanos;
            parent = same;
        }

        void now() {
            at = System.nanoTime();
        }

        boolean due(long now) {
            return set && at - now <= 0;
        }

        Parents.@Nullable Parent take() {
            set = false;
            return parent;
        }

        long left(long now) {
            return set ? at - now : LONG;
        }
    }
}
