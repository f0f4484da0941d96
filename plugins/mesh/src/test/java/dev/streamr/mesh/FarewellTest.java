package dev.streamr.mesh;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.api.UplinkMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A friend that carries viewers goes: for good, or because its daemon stops. */
class FarewellTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Meter meter = new Meter();
    private final TestMachine origin;
    private final TestMachine friend;

    FarewellTest(@TempDir Path folder) throws IOException {
        origin = new TestMachine(folder.resolve("origin"));
        friend = new TestMachine(folder.resolve("friend"));
    }

    /** What the relay plugin knows. */
    private static final class Meter implements UplinkMeter {

        private volatile boolean settled;

        @Override
        public long bitsPerSecond() {
            return 42_000_000;
        }

        @Override
        public boolean settled() {
            return settled;
        }
    }

    @BeforeEach
    void join() throws Exception {
        friend.provide(UplinkMeter.class, meter);
        JsonNode joined = friend.join(origin.invite("alice")).json();
        assertEquals(42_000_000, joined.path("uplinkBitsPerSecond").asLong());
        assertTrue(joined.path("relays").asBoolean());
    }

    @AfterEach
    void close() throws IOException {
        friend.close();
        origin.close();
    }

    private CompletableFuture<JsonNode> leaving(String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return friend.call("POST", "/mesh/leave", body).json();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void leavingWaitsUntilTheViewersAreWithOthers() throws Exception {
        CompletableFuture<JsonNode> leaving = leaving("");
        await().until(() -> origin.stateOf("alice").equals("draining"));
        assertFalse(leaving.isDone());
        meter.settled = true;
        JsonNode left = leaving.get();
        assertTrue(left.path("left").asBoolean() && left.path("handedOver").asBoolean(), left.toString());
        assertEquals("", origin.stateOf("alice"));
    }

    @Test
    void leavingAtOnceWaitsForNobodyAndSaysSo() throws Exception {
        JsonNode left = leaving("{\"now\":true}").get();
        assertTrue(left.path("left").asBoolean());
        assertFalse(left.path("handedOver").asBoolean());
        assertEquals("", origin.stateOf("alice"));
    }

    @Test
    void aDaemonThatStopsTellsItsOriginAndServesAgainAfterItsNextStart() throws Exception {
        CompletableFuture<Void> draining = CompletableFuture.runAsync(() -> {
            try {
                friend.drain(LONG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> origin.stateOf("alice").equals("draining"));
        assertFalse(draining.isDone());
        meter.settled = true;
        draining.get();
        friend.restart();
        await().until(() -> origin.stateOf("alice").equals("active"));
    }

    @Test
    void drainingEndsWithItsTimeAndAtOnceWhenTheOriginIsAway() throws Exception {
        assertTimeout(LONG.dividedBy(2), () -> friend.drain(Duration.ofMillis(1)));
        origin.stop();
        assertTimeout(LONG.dividedBy(2), () -> friend.drain(LONG));
        origin.again();
        await().until(() -> !origin.stateOf("alice").isEmpty());
    }

    @Test
    void theOriginShowsTheMeasuredUplink() throws Exception {
        await().until(() -> origin.call("GET", "/nodes", "").json().path(0).path("uplinkBitsPerSecond")
                .asLong() == 42_000_000);
    }
}
