package dev.streamr.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.text.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the demo has shown, in a few lines at its end. */
final class Summary {

    private @Nullable Reading first;
    private @Nullable Reading last;
    private @Nullable Reading atKill;
    private String killed = "";

    /** Adds a reading; they come in order. */
    void add(Reading now) {
        first = first == null ? now : first;
        last = now;
    }

    /** A relay was killed: what is felt from here on is told apart. */
    void killed(String relay, Reading now) {
        killed = relay;
        atKill = now;
    }

    /** The lines; none when nothing was ever seen. */
    List<String> lines(Duration length) {
        Reading begin = first;
        Reading end = last;
        if (begin == null || end == null) {
            return List.of();
        }
        double relays = end.fromRelays() - begin.fromRelays();
        double all = relays + end.fromOrigin() - begin.fromOrigin();
        double sent = end.sent() - begin.sent();
        List<String> lines = new ArrayList<>();
        lines.add("In " + Scoreboard.time(length) + " viewers got " + megabytes(all) + ", "
                + Scoreboard.share(relays, all) + " of it from relays; the origin sent " + megabytes(sent)
                + " to relays and viewers, " + Scoreboard.share(sent, all) + " of that.");
        lines.add(String.format(Locale.ROOT,
                "They felt %d stalls (%d longer than half a second); answers: %d late, %d failed, %d wrong.",
                end.stalls(), end.longStalls(), end.late(), end.failed(), end.wrong()));
        Reading then = atKill;
        if (then != null) {
            lines.add(String.format(Locale.ROOT,
                    "Since %s was killed: %d stalls (%d longer than half a second), the longest wait for a part %.2f s, "
                            + "%d answers late and %d failed.",
                    killed, end.stalls() - then.stalls(), end.longStalls() - then.longStalls(),
                    end.longestGapMillis() / 1000.0, end.late() - then.late(), end.failed() - then.failed()));
        }
        lines.add("");
        lines.addAll(sources(end));
        return lines;
    }

    private static List<String> sources(Reading end) {
        Table table = new Table("FROM", "GOT", "ANSWERS", "FIRST BYTE", "AGE OF PARTS", "LATE", "FAILED", "WRONG");
        row(table, "origin", end.viewers().path("origin"));
        end.viewers().path("nodes").properties().forEach(node -> row(table, node.getKey(), node.getValue()));
        return table.lines();
    }

    private static void row(Table table, String name, JsonNode node) {
        table.row(name, megabytes(node.path("bytes").asDouble()), node.path("answers").asText(),
                median(node, "firstByteMillis"), median(node, "partAgeMillis"), node.path("late").asText(),
                node.path("failed").asText(), node.path("wrong").asText());
    }

    private static String median(JsonNode node, String spread) {
        return node.path(spread).path("max").asLong() == 0 ? "-" : node.path(spread).path("p50").asText() + " ms";
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
