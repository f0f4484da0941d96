package dev.streamr.daemon.demo.viewer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out lately, so that many viewers in one process do not each do it again: they get the same bytes. Several
 * threads may use it; two that ask for the same at once both work it out.
 */
final class Recent<K, V> {

    private final Map<K, V> values;

    /** @param most how many are kept: those which were asked for last */
    Recent(int most) {
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable V get(K key) {
        return values.get(key);
    }

    synchronized void put(K key, V value) {
        values.put(key, value);
    }
}
