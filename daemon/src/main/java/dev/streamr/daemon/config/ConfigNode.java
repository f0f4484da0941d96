package dev.streamr.daemon.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration as it was written, before anybody knows which types it should have. */
sealed interface ConfigNode {

    /** Where it was written; for the value of a key, where the key stands. */
    Source source();

    /**
     * One value.
     *
     * @param text as written; null for YAML's null
     */
    record Scalar(@Nullable String text, Source source) implements ConfigNode {}

    /** A list. */
    record Sequence(List<ConfigNode> items, Source source) implements ConfigNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys and their values in the order of the file. Overrides are put into it while it is read; then it rests. */
    record Section(Map<String, ConfigNode> entries, Source source) implements ConfigNode {
        static Section empty(Source source) {
            return new Section(new LinkedHashMap<>(), source);
        }
    }
}
