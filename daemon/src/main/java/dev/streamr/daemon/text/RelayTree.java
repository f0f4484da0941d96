package dev.streamr.daemon.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who gets a stream from whom: the answer of {@code /admin/v1/relays}, drawn as one tree for each stream with the origin
 * at its root.
 */
public final class RelayTree {

    private static final String ORIGIN = "";

    private RelayTree() {}

    /**
     * The lines of all trees.
     *
     * @param answer {@code streams} and {@code origin}; fields that are missing count as nothing
     */
    public static List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        for (JsonNode stream : answer.path("streams")) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(headline(stream));
            lines.addAll(table(stream, answer.path("origin")));
        }
        return lines;
    }

    private static String headline(JsonNode stream) {
        JsonNode viewers = stream.path("viewers");
        long atRelays = viewers.path("nodes").valueStream().mapToLong(JsonNode::asLong).sum();
        return String.format(Locale.ROOT,
                "%s: %d viewers at relays, %d at the origin; relays sent %.1f %% of the bytes",
                stream.path("name").asText(), atRelays, viewers.path("origin").asLong(),
                100 * stream.path("offload").asDouble());
    }

    private static List<String> table(JsonNode stream, JsonNode origin) {
        Table table = new Table("NODE", "STATE", "VIEWERS", "CHILDREN", "MBIT/S", "FREE", "FIRST BYTE", "HOP", "LATE",
                "WRONG", "ELSE FROM");
        table.row("origin", "", stream.path("viewers").path("origin").asText("0"),
                Integer.toString(below(stream, ORIGIN).size()), megabits(origin, "egressBitsPerSecond"),
                free(origin), "", "", "", "", "");
        Set<String> drawn = new HashSet<>();
        branch(table, stream, ORIGIN, "", drawn);
        for (JsonNode relay : stream.path("relays")) {
            if (!drawn.contains(name(relay))) {
                row(table, relay, "?- ");
            }
        }
        return table.lines();
    }

    /** Draws what hangs on a node; one that was drawn before is left out, so that a wrong answer draws no endless tree. */
    private static void branch(Table table, JsonNode stream, String parent, String indent, Set<String> drawn) {
        List<JsonNode> relays = below(stream, parent);
        for (int i = 0; i < relays.size(); i++) {
            boolean last = i == relays.size() - 1;
            if (drawn.add(name(relays.get(i)))) {
                row(table, relays.get(i), indent + (last ? "└─ " : "├─ "));
                branch(table, stream, name(relays.get(i)), indent + (last ? "   " : "│  "), drawn);
            }
        }
    }

    private static List<JsonNode> below(JsonNode stream, String parent) {
        return stream.path("relays").valueStream().filter(relay -> relay.path("parent").asText().equals(parent))
                .toList();
    }

    private static void row(Table table, JsonNode relay, String indent) {
        String alternate = relay.path("alternate").asText();
        table.row(indent + name(relay), relay.path("state").asText(), relay.path("viewers").asText("0"),
                relay.path("children").asText("0"), megabits(relay, "egressBitsPerSecond"),
                megabits(relay, "freeBitsPerSecond"), millis(relay, "firstByteMillis"), millis(relay, "hopMillis"),
                relay.path("late").asText("0"), relay.path("wrong").asText("0"),
                alternate.isEmpty() ? "origin" : alternate);
    }

    private static String name(JsonNode relay) {
        return relay.path("node").asText();
    }

    /** What the origin may still give, when its owner has set a cap. */
    private static String free(JsonNode origin) {
        long cap = origin.path("capBitsPerSecond").asLong();
        return cap <= 0 ? "" : decimal(Math.max(0, cap - origin.path("egressBitsPerSecond").asLong()) / 1e6);
    }

    private static String megabits(JsonNode of, String field) {
        return of.hasNonNull(field) ? decimal(of.path(field).asDouble() / 1e6) : "-";
    }

    private static String millis(JsonNode of, String field) {
        return of.hasNonNull(field) ? Math.round(of.path(field).asDouble()) + " ms" : "-";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
