package dev.streamr.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.streamr.api.BitRate;
import dev.streamr.api.DataSize;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.JoinedOrigin.Wish;
import dev.streamr.api.UploadGate;
import dev.streamr.mesh.limit.LimitsConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A friend's limits, as the daemon asks for them. */
class UploadGateTest {

    @TempDir
    private Path folder;

    @Test
    void limitsHoldAsLongAsTheMachineIsSomebodysFriend() throws Exception {
        LimitsConfig limits = new LimitsConfig(Optional.of(new BitRate("4Mbit/s")),
                Optional.of(DataSize.ofMebibytes(1)), null);
        try (TestMachine origin = new TestMachine(folder.resolve("origin"));
                TestMachine friend = new TestMachine(folder.resolve("friend"), limits)) {
            UploadGate gate = friend.offered(UploadGate.class);
            assertEquals(Integer.MAX_VALUE, gate.burstBytes());
            assertEquals(OptionalLong.of(0), gate.reserve(1 << 30));

            friend.join(origin.invite("alice"));
            assertEquals(10_000, gate.burstBytes());
            assertEquals(500_000.0, friend.metrics().getSampleValue("streamr_mesh_upload_limit_bytes_per_second"));
            assertEquals(1_048_576.0, friend.metrics().getSampleValue("streamr_mesh_quota_bytes"));
            assertEquals(1_048_576.0, friend.metrics().getSampleValue("streamr_mesh_quota_left_bytes"));
            assertEquals(1_040_000, sendUntilRefused(gate, 10_000));
            assertEquals(OptionalLong.empty(), gate.reserve(10_000));
            assertEquals(8_576.0, friend.metrics().getSampleValue("streamr_mesh_quota_left_bytes"));
            JoinedOrigin joined = friend.keyring().joined().orElseThrow();
            assertEquals(Wish.PAUSED, joined.wish());
            assertEquals("this month's quota is used up", joined.why());

            assertNull(origin.metrics().getSampleValue("streamr_mesh_quota_bytes"));

            friend.call("POST", "/mesh/leave", "");
            assertEquals(OptionalLong.of(0), gate.reserve(1 << 30));
            assertEquals(OptionalLong.of(0), origin.offered(UploadGate.class).reserve(1 << 30));
        }
    }

    /** A megabyte is reserved within the time that may be waited: 2 s at 4 Mbit/s and a burst hold 1.26 MB. */
    private static long sendUntilRefused(UploadGate gate, int bytes) {
        long sum = 0;
        while (gate.reserve(bytes).isPresent()) {
            sum += bytes;
        }
        return sum;
    }
}
