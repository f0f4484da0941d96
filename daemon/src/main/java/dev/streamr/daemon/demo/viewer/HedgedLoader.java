package dev.streamr.daemon.demo.viewer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Loads from the best machine; when its answer is late, also from the next, and takes the first whole answer that is
 * right. So a machine that dies, freezes or lies is not noticed. One thread uses it.
 */
final class HedgedLoader {

    /** Machines that are asked for one object. */
    private static final int MOST_ATTEMPTS = 4;
    private static final Duration GIVE_UP = Duration.ofSeconds(8);
    /** Who looks at the clock later than this after a time that is up was busy itself. */
    private static final long BUSY_NANOS = 20_000_000L;
    /** Answers may be there then that were not looked at yet: they get so much more time. */
    private static final long GRACE_NANOS = 100_000_000L;

    private final HttpClient client;
    private final Sources sources;
    private final Tally tally;
    private final HedgeBudget budget = new HedgeBudget();
    private boolean trouble;

    HedgedLoader(HttpClient client, Sources sources, Tally tally) {
        this.client = client;
        this.sources = sources;
        this.tally = tally;
    }

    /** Whether a machine was late, failed or lied since this was asked last. */
    boolean hadTrouble() {
        boolean had = trouble;
        trouble = false;
        return had;
    }

    /**
     * Loads an object.
     *
     * @param file     its name in the session's folder
     * @param patience until an answer counts as late
     * @param right    whether an answer is what was asked for
     * @throws IOException when nobody has a right one
     */
    Loaded load(String file, Duration patience, Predicate<Loaded> right) throws IOException, InterruptedException {
        return new Race(file, patience.toNanos(), right).run();
    }

    /** One object that several machines may be asked for. */
    private final class Race {

        private final String file;
        private final long patienceNanos;
        private final Predicate<Loaded> right;
        private final Deque<Source> others = new ArrayDeque<>(sources.order());
        private final BlockingQueue<Attempt> finished = new LinkedBlockingQueue<>(MOST_ATTEMPTS);
        private final List<Attempt> running = new ArrayList<>();
        private final List<Attempt> late = new ArrayList<>();
        private int attempts;

        Race(String file, long patienceNanos, Predicate<Loaded> right) {
            this.file = file;
            this.patienceNanos = patienceNanos;
            this.right = right;
        }

        Loaded run() throws IOException, InterruptedException {
            budget.request();
            long end = System.nanoTime() + GIVE_UP.toNanos();
            try {
                ask();
                while (!running.isEmpty() && System.nanoTime() - end < 0) {
                    Attempt newest = running.getLast();
                    long due = late.contains(newest) ? end : Math.min(end, newest.lateNanos(patienceNanos));
                    Attempt done = awaited(due);
                    if (done != null) {
                        running.remove(done);
                        Loaded loaded = accepted(done);
                        if (loaded != null) {
                            return loaded;
                        }
                        ask();
                    } else if (due != end && newest.lateNanos(patienceNanos) - System.nanoTime() <= 0) {
                        hedge(newest);
                    }
                }
            } finally {
                running.forEach(Attempt::cancel);
            }
            throw new IOException(file + ": no machine of " + attempts + " has it");
        }

        private @Nullable Attempt awaited(long due) throws InterruptedException {
            Attempt done = finished.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
            boolean busy = System.nanoTime() - due > BUSY_NANOS;
            return done == null && busy ? finished.poll(GRACE_NANOS, TimeUnit.NANOSECONDS) : done;
        }

        private void ask() {
            Source source = others.poll();
            if (source != null && attempts < MOST_ATTEMPTS) {
                attempts++;
                HttpRequest.Builder request = HttpRequest.newBuilder(source.resolve(file)).timeout(GIVE_UP);
                if (file.contains(".m3u8")) {
                    request.header("Accept-Encoding", "gzip");
                }
                running.add(Attempt.start(source, client, request.build(), finished));
            }
        }

        private void hedge(Attempt newest) {
            late.add(newest);
            newest.source().wasLate();
            tally.of(newest.source()).late();
            trouble = true;
            if (budget.take()) {
                ask();
            }
        }

        private @Nullable Loaded accepted(Attempt done) {
            Source source = done.source();
            HttpResponse<byte[]> response = done.response();
            if (response == null || response.statusCode() != 200) {
                source.hasFailed();
                tally.of(source).failed();
                trouble = true;
                return null;
            }
            source.received(response.body().length, done.firstByteMillis());
            tally.of(source).received(response.body().length, done.firstByteMillis());
            Loaded loaded = new Loaded(source, response);
            if (right.test(loaded)) {
                return loaded;
            }
            source.wasWrong();
            tally.of(source).wrong();
            trouble = true;
            return null;
        }
    }
}
