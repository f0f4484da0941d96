package dev.streamr.daemon.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tree of relays as a person sees it. */
class RelayTreeTest {

    private static final String TWO_HOPS = """
            {"streams": [{"name": "show", "viewers": {"origin": 1, "nodes": {"alice": 7, "bob": 5}}, "offload": 0.934,
              "relays": [
                {"node": "bob", "parent": "alice", "alternate": "", "hop": 2, "state": "warming", "viewers": 5,
                 "children": 0, "egressBitsPerSecond": 15000000, "freeBitsPerSecond": 1000000, "firstByteMillis": 4,
                 "hopMillis": 12, "late": 1, "wrong": 0},
                {"node": "alice", "parent": "", "alternate": "carol", "hop": 1, "state": "ready", "viewers": 7,
                 "children": 1, "egressBitsPerSecond": 24000000, "freeBitsPerSecond": 56000000, "firstByteMillis": 3,
                 "hopMillis": 9, "late": 0, "wrong": 2}]}],
             "origin": {"egressBitsPerSecond": 3000000, "capBitsPerSecond": 10000000}}
            """;

    private static List<String> drawn(String json) throws JsonProcessingException {
        return RelayTree.lines(new ObjectMapper().readTree(json));
    }

    @Test
    void eachRelayHangsBelowItsParent() throws JsonProcessingException {
        assertEquals("""
                show: 12 viewers at relays, 1 at the origin; relays sent 93.4 % of the bytes
                NODE       STATE    VIEWERS  CHILDREN  MBIT/S  FREE  FIRST BYTE  HOP    LATE  WRONG  ELSE FROM
                origin              1        1         3.0     7.0
                └─ alice   ready    7        1         24.0    56.0  3 ms        9 ms   0     2      carol
                   └─ bob  warming  5        0         15.0    1.0   4 ms        12 ms  1     0      origin""",
                String.join("\n", drawn(TWO_HOPS)));
    }

    @Test
    void aRelayWhoseParentIsNotThereIsShownAllTheSame() throws JsonProcessingException {
        List<String> lines = drawn(TWO_HOPS.replace("\"parent\": \"alice\"", "\"parent\": \"dave\""));

        assertTrue(lines.getLast().startsWith("?- bob"), lines.toString());
        assertEquals(5, lines.size(), lines.toString());
    }

    @Test
    void parentsOfOneAnotherDrawNoEndlessTree() throws JsonProcessingException {
        List<String> lines = drawn(TWO_HOPS.replace("\"parent\": \"\"", "\"parent\": \"bob\""));

        assertEquals(5, lines.size(), lines.toString());
    }

    @Test
    void nothingIsDrawnWhileNoStreamIsRelayed() throws JsonProcessingException {
        assertEquals(List.of(), drawn("{\"streams\": [], \"origin\": {\"egressBitsPerSecond\": 0}}"));
    }

    @Test
    void whatIsNotKnownYetIsADash() throws JsonProcessingException {
        List<String> lines = drawn("""
                {"streams": [{"name": "show", "relays": [{"node": "alice", "parent": "", "state": "warming"}]}]}
                """);

        assertEquals("└─ alice  warming  0        0         -       -     -           -    0     0      origin",
                lines.getLast());
    }
}
