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
     * @param text  as written; null for YAML's null
     * @param blank whether nothing at all was written behind the key; text is null then
     */
    record Scalar(@Nullable String text, boolean blank, Source source) implements ConfigNode {
        Scalar(@Nullable String text, Source source) {
            this(text, false, source);
        }
    }

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

        /** Lays another file's section over this one: sections below are merged, values and lists replaced. */
        void merge(Section over) {
            over.entries.forEach((key, node) -> {
                ConfigNode former = entries.get(key);
                if (former instanceof Section below && node instanceof Section section) {
                    below.merge(section);
                } else if (!(former instanceof Section && node instanceof Scalar scalar && scalar.blank())) {
                    entries.put(key, node);
                }
            });
        }

        /** Puts the value of a full key such as {@code ingest.rtmp.port}; sections on the way are made. */
        void put(String key, ConfigNode value) {
            int dot = key.indexOf('.');
            if (dot < 0) {
                entries.put(key, value);
                return;
            }
            String word = key.substring(0, dot);
            if (!(entries.get(word) instanceof Section)) {
                entries.put(word, empty(value.source()));
            }
            if (entries.get(word) instanceof Section section) {
                section.put(key.substring(dot + 1), value);
            }
        }
    }
}
