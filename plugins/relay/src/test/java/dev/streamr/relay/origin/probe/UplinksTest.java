package dev.streamr.relay.origin.probe;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.relay.origin.proof.OneStream;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.transfer.FriendMachine;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class UplinksTest {

    private static final Node NODE = new Node(FriendMachine.ID, new NodeName("alice"), Node.State.ACTIVE,
            Optional.empty(), List.of(), NodePath.unknown("not tried"), NodeLoad.NONE);

    private static Measurement measurement() throws NoSuchAlgorithmException {
        return new Measurement(SSLContext.getDefault());
    }

    private static Measurement.Result measure(URI machine, long expected) throws NoSuchAlgorithmException {
        return measurement().of(new TransferLinks.Access(machine, "token"), expected);
    }

    @Test
    void aSlowLineIsMeasuredWithinATenthByTheFirstTransferThatLasts() throws Exception {
        try (SlowLine line = new SlowLine(8_000_000)) {
            Measurement.Result result = measure(line.base(), 0);
            assertEquals(8e6, (double) result.bitsPerSecond(), 8e5, result.toString());
            assertEquals(List.of("262144", "1048576"), line.asked());
        }
    }

    @Test
    void whatIsKnownDecidesTheFirstSize() throws Exception {
        try (SlowLine line = new SlowLine(8_000_000)) {
            measure(line.base(), 8_000_000);
            assertEquals(List.of("750000"), line.asked());
        }
    }

    @Test
    void aVerySlowLineIsMeasuredByWhatCameInTwoSeconds() throws Exception {
        try (SlowLine line = new SlowLine(600_000)) {
            long start = System.nanoTime();
            Measurement.Result result = measure(line.base(), 0);
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(4).toNanos());
            assertEquals(6e5, (double) result.bitsPerSecond(), 1e5, result.toString());
        }
    }

    @Test
    void aMachineThatIsNotThereOrRefusesIsNotMeasured() throws Exception {
        try (FriendMachine friend = new FriendMachine()) {
            assertEquals(0, measure(friend.base(), 0).bitsPerSecond());
        }
        assertEquals(0, measure(URI.create("http://127.0.0.1:1"), 0).bitsPerSecond());
    }

    @Test
    void anIdleNodeIsMeasuredOnceAndABusyOneIsLeftInPeace() throws GeneralSecurityException {
        Map<NodeName, Long> found = new ConcurrentHashMap<>();
        CollectorRegistry registry = new CollectorRegistry(true);
        try (FriendMachine friend = new FriendMachine();
                Uplinks uplinks = new Uplinks(measurement(),
                        _ -> Optional.of(new TransferLinks.Access(friend.base(), friend.token())),
                        OneStream.of("show", 1, 2), (name, bits) -> found.merge(name, bits, Long::sum),
                        new ProbeMetrics(registry))) {
            uplinks.answered(NODE, answer(3));
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(found::isEmpty);
            uplinks.answered(NODE, answer(2));
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                uplinks.answered(NODE, answer(2));
                return !found.isEmpty();
            });
            assertTrue(found.getOrDefault(NODE.name(), 0L) > 1_000_000, found.toString());
            double bytes = registry.getSampleValue("streamr_relay_measured_bytes_total");
            assertTrue(bytes >= Measurement.LEAST_BYTES, "bytes " + bytes);
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(() -> {
                uplinks.answered(NODE, answer(0));
                return registry.getSampleValue("streamr_relay_measured_bytes_total") == bytes;
            });
        }
    }

    private static PulseAnswer answer(int viewers) {
        return new PulseAnswer(NODE.id(), "b", 1, "active", "", 0,
                List.of(new PulseAnswer.Carried("show", 1, 1, true, viewers, 0, 0, 0, "")), Map.of(), Map.of(),
                Map.of());
    }
}
