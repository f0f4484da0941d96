package dev.streamr.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.relay.testing.Broadcast;
import dev.streamr.relay.testing.TestMachine;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An origin and its friends over real HTTP: what comes out of a relay, and what happens when somebody misbehaves. */
class RelayingTest {

    private RelayNet net;

    @BeforeEach
    void start() throws IOException {
        net = new RelayNet();
    }

    @AfterEach
    void stop() {
        net.close();
    }

    @Test
    void aRelaysWindowEqualsTheOrigins() throws Exception {
        Broadcast show = Broadcast.begin(net.origin(), "show", 100);
        show.segments(2);
        TestMachine alice = net.friend("alice");
        net.order(alice, "show");
        show.parts(3);
        net.awaitEqual(alice, "show");
        for (int i = 0; i < 47; i++) {
            show.parts(1);
        }
        net.awaitEqual(alice, "show");
        assertEquals(8, RelayNet.window(alice, "show").segments().size());
        assertEquals(1, alice.streams().stream("show").publications());
    }
}
