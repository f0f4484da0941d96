package dev.streamr.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The viewers of the demo, all in one process of their own: twenty Java machines would say more about Java than about us. */
final class Audience implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Child viewers;
    private volatile @Nullable JsonNode newest;

    private Audience(Child viewers) {
        this.viewers = viewers;
    }

    /** Lets them come. The process removes the demo's folder when the demo itself was killed. */
    static Audience arrive(DemoFolder folder, DemoAddresses origin, int viewers) throws DemoFailure, IOException {
        Child child = Child.start(DemoOrigin.image(), folder.path().resolve("viewers.log"),
                ProcessBuilder.Redirect.PIPE,
                List.of("demo-viewers", "--origin", origin.base().toString(), "--stream", DemoAddresses.STREAM,
                        "--viewers", Integer.toString(viewers), "--within", "2", "--then-remove",
                        folder.path().toString()));
        Audience audience = new Audience(child);
        Thread.ofVirtual().name("demo-viewers").start(audience::read);
        return audience;
    }

    private void read() {
        try (BufferedReader lines = viewers.output()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                newest = MAPPER.readTree(line);
            }
        } catch (IOException e) {
            viewers.end();
        }
    }

    /** What they got and felt; empty until they have said so once. */
    Optional<JsonNode> felt() throws DemoFailure, IOException {
        if (!viewers.isAlive()) {
            throw new DemoFailure("the viewers have ended: " + viewers.whyEnded());
        }
        return Optional.ofNullable(newest);
    }

    /** Begins the longest stall, the longest gap and the latencies anew. */
    void mark() throws IOException {
        viewers.signal();
    }

    @Override
    public void close() {
        viewers.close();
    }
}
