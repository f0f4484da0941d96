package dev.streamr.daemon.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A friend's machine of the demo: a daemon in a process of its own that has joined the origin by an invite. */
final class Friend implements AutoCloseable {

    /** What the friends are called; there are no more of them. */
    static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi");

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final String name;
    private final Path folder;
    private final DemoAddresses.Relay addresses;
    private final Child daemon;

    private Friend(String name, Path folder, DemoAddresses.Relay addresses, Child daemon) {
        this.name = name;
        this.folder = folder;
        this.addresses = addresses;
        this.daemon = daemon;
    }

    /** Starts the daemon; it is nobody's friend yet. */
    static Friend start(String name, DemoFolder demo, DemoAddresses.Relay addresses) throws DemoFailure, IOException {
        Path configuration = demo.configurationOfRelay(name, addresses);
        Path folder = demo.of(name);
        Child daemon = Child.start(DemoOrigin.image(), folder.resolve("log"),
                List.of("serve", "--until-input-ends", "--config", configuration.toString()));
        return new Friend(name, folder, addresses, daemon);
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return daemon.isAlive();
    }

    /** Waits for the daemon, and joins. */
    void join(Admin admin, DemoAddresses origin, Path originState)
            throws DemoFailure, IOException, InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_START.toNanos();
        while (!admin.isReady(addresses.opsPort())) {
            if (!daemon.isAlive()) {
                throw new DemoFailure("the daemon of " + name + " has ended: " + daemon.whyEnded());
            }
            if (System.nanoTime() > giveUp) {
                throw new DemoFailure("the daemon of " + name + " is not up after " + LONGEST_START.toSeconds() + " s");
            }
            Thread.sleep(LOOK);
        }
        String code = admin.post(origin.opsPort(), originState, "/invites", Map.of("name", name)).path("code").asText();
        admin.post(addresses.opsPort(), folder.resolve("state"), "/mesh/join", Map.of("code", code));
    }

    /** SIGKILL, as when a friend pulls the plug. */
    void kill() {
        daemon.kill();
    }

    /** Asks the daemon to end, without waiting for that. */
    void end() {
        daemon.end();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
