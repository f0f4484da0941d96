package dev.streamr.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** An origin, friends who carry its stream, and viewers: processes of their own on this machine, until the time is up. */
final class RelayedDemo {

    private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Plan plan;
    private final DemoAddresses addresses;
    private final PrintWriter out;
    private final CountDownLatch ending;
    private final Summary summary = new Summary();
    private final List<Friend> friends = new ArrayList<>();

    /**
     * What is to be shown.
     *
     * @param relays  friends' machines, as many as there are names at the most
     * @param viewers in one process
     * @param kill    whether a relay is killed half-way
     * @param length  from the first picture on
     */
    record Plan(int relays, int viewers, boolean kill, Duration length) {}

    /** @param ending counted down when somebody wants the demo to end before its time */
    RelayedDemo(Plan plan, DemoAddresses addresses, PrintWriter out, CountDownLatch ending) {
        this.plan = plan;
        this.addresses = addresses;
        this.out = out;
        this.ending = ending;
    }

    /** Runs the demo; all that it started has ended when this returns. */
    void run() throws DemoFailure, IOException, InterruptedException {
        try (DemoFolder folder = DemoFolder.create()) {
            try (Admin admin = new Admin()) {
                for (String name : Friend.NAMES.subList(0, plan.relays())) {
                    friends.add(Friend.start(name, folder, addresses.chooseRelay()));
                }
                try (DemoOrigin origin = DemoOrigin.start(folder.configuration(addresses), addresses, ending)) {
                    show(folder, admin, origin);
                }
            } finally {
                friends.forEach(Friend::end);
                friends.forEach(Friend::close);
            }
        }
    }

    private void show(DemoFolder folder, Admin admin, DemoOrigin origin)
            throws DemoFailure, IOException, InterruptedException {
        if (!origin.awaitPlaylist()) {
            return;
        }
        out.printf("A test picture is live at %s%n%d friends join: %s%n", addresses.player(), friends.size(),
                String.join(", ", friends.stream().map(Friend::name).toList()));
        out.flush();
        for (Friend friend : friends) {
            friend.join(admin, addresses, folder.state());
        }
        try (Audience audience = Audience.arrive(folder, addresses, plan.viewers())) {
            out.printf("%d viewers come, all in one process.%n", plan.viewers());
            out.flush();
            if (awaitPictures(audience, origin)) {
                watch(folder, admin, origin, audience);
            }
        }
    }

    /** Waits until all viewers have a picture that moves; false when the demo is to end before that. */
    private boolean awaitPictures(Audience audience, DemoOrigin origin)
            throws DemoFailure, IOException, InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_ARRIVAL.toNanos();
        while (System.nanoTime() < giveUp) {
            Optional<JsonNode> felt = audience.felt();
            if (felt.isPresent() && felt.get().path("playing").asInt() == plan.viewers()) {
                audience.mark();
                return true;
            }
            if (origin.ended(SECOND)) {
                return false;
            }
        }
        throw new DemoFailure("not all viewers have a picture after " + LONGEST_ARRIVAL.toSeconds() + " s: "
                + audience.felt().map(JsonNode::toString).orElse("nothing was heard of them"));
    }

    private void watch(DemoFolder folder, Admin admin, DemoOrigin origin, Audience audience)
            throws DemoFailure, IOException, InterruptedException {
        Scoreboard board = new Scoreboard(out, StatusLine.isTerminal(), addresses);
        long started = System.nanoTime();
        String news = "";
        Reading before = read(folder, admin, audience);
        summary.add(before);
        Duration since = Duration.ZERO;
        while (since.compareTo(plan.length()) < 0 && !origin.ended(SECOND)) {
            Reading now = read(folder, admin, audience);
            since = Duration.ofNanos(System.nanoTime() - started);
            summary.add(now);
            board.show(since, before, now, news);
            if (plan.kill() && news.isEmpty() && since.compareTo(plan.length().dividedBy(2)) >= 0) {
                news = kill(now, audience, since);
                board.say(news);
            }
            before = now;
        }
        board.say("");
        summary.lines(since).forEach(board::say);
    }

    private Reading read(DemoFolder folder, Admin admin, Audience audience)
            throws DemoFailure, IOException, InterruptedException {
        JsonNode relays = admin.get(addresses.opsPort(), folder.state(), "/relays");
        return new Reading(System.nanoTime(), admin.sentBytes(addresses.opsPort()), relays,
                audience.felt().orElseThrow());
    }

    /** Kills the relay that has the most viewers. */
    private String kill(Reading now, Audience audience, Duration since) throws IOException {
        Friend busiest = now.byViewers().flatMap(name -> friends.stream().filter(friend -> friend.name().equals(name)))
                .findFirst().orElse(friends.getFirst());
        audience.mark();
        busiest.kill();
        summary.killed(busiest.name(), now);
        return Scoreboard.time(since) + "  " + busiest.name() + " is killed";
    }
}
