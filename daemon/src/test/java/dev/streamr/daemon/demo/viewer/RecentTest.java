package dev.streamr.daemon.demo.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** What is kept, and what goes. */
class RecentTest {

    @Test
    void whatWasAskedForLongestAgoGoesFirst() {
        Recent<String, Integer> recent = new Recent<>(2);
        recent.put("a", 1);
        recent.put("b", 2);
        assertEquals(1, recent.get("a"));

        recent.put("c", 3);

        assertEquals(1, recent.get("a"));
        assertNull(recent.get("b"));
        assertEquals(3, recent.get("c"));
    }
}
