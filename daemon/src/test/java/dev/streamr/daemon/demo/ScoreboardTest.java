package dev.streamr.daemon.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demo shows of the figures it reads. */
class ScoreboardTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DemoAddresses ADDRESSES = new DemoAddresses("127.0.0.1", 8080, 8081, 1935);
    private static final String RELAYS = """
            {"streams": [{"name": "demo", "relays": [{"node": "alice", "parent": "", "viewers": 3},
              {"node": "bob", "parent": "", "viewers": 17}]}], "origin": {"egressBitsPerSecond": 0}}
            """;

    private final StringWriter out = new StringWriter();

    /** A reading after some seconds: relays gave this many megabytes, the origin one, of seven that it sent. */
    private static Reading reading(int seconds, long relayMegabytes, int stalls, int late)
            throws JsonProcessingException {
        return new Reading(seconds * 1_000_000_000L, 7_000_000, MAPPER.readTree(RELAYS), MAPPER.readTree("""
                {"viewers": 20, "playing": 19, "stalls": %d, "longStalls": 1, "longestGapMillis": 420,
                 "latencyMillis": {"p50": 1100, "p95": 1300},
                 "origin": {"bytes": 1000000, "answers": 9, "late": 1, "failed": 0, "wrong": 0},
                 "nodes": {"bob": {"bytes": %d, "answers": 100, "late": %d, "failed": 2, "wrong": 0,
                                   "firstByteMillis": {"p50": 4, "max": 9}, "partAgeMillis": {"p50": 90, "max": 99}}}}
                """.formatted(stalls, relayMegabytes * 1_000_000, late)));
    }

    private List<String> shown(boolean terminal) throws JsonProcessingException {
        Scoreboard board = new Scoreboard(new PrintWriter(out), terminal, ADDRESSES);
        board.show(Duration.ofSeconds(75), reading(0, 10, 0, 0), reading(2, 20, 1, 3), "");
        return out.toString().lines().toList();
    }

    @Test
    void elsewhereThanOnATerminalEachReadingIsALine() throws JsonProcessingException {
        assertEquals(List.of("1:15  19 of 20 play, 1.10 s behind live; relays 40.0 Mbit/s, origin 0.0; "
                + "1 stalls, 4 late, 2 failed"), shown(false));
    }

    @Test
    void onATerminalTheTreeIsDrawnAnewFromTheTop() throws JsonProcessingException {
        List<String> lines = shown(true);

        assertTrue(lines.getFirst().startsWith("\033[H\033[2J1:15  watch it: http://127.0.0.1:8080/watch/demo"),
                lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("└─ bob")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("40.0 Mbit/s from relays")), lines.toString());
    }

    @Test
    void theSummaryTellsApartWhatCameAfterTheKill() throws JsonProcessingException {
        Summary summary = new Summary();
        summary.add(reading(0, 0, 0, 0));
        summary.add(reading(10, 50, 1, 1));
        summary.killed("bob", reading(10, 50, 1, 1));
        summary.add(reading(20, 99, 1, 5));

        List<String> lines = summary.lines(Duration.ofSeconds(20));
        assertTrue(lines.getFirst().contains("viewers got 99.0 MB, 100.0 % of it from relays"), lines.toString());
        assertEquals(
                "Since bob was killed: 0 stalls (0 longer than half a second), the longest wait for a part 0.42 s, "
                        + "4 answers late and 0 failed.",
                lines.get(2));
        assertTrue(lines.getLast().startsWith("bob     99.0 MB  100      4 ms        90 ms"), lines.toString());
    }

    @Test
    void whoReadsNothingSumsUpNothing() {
        assertEquals(List.of(), new Summary().lines(Duration.ZERO));
    }

    @Test
    void theBusiestRelayComesFirst() throws JsonProcessingException {
        assertEquals(List.of("bob", "alice"), reading(0, 0, 0, 0).byViewers().toList());
    }
}
