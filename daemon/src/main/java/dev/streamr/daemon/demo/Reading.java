package dev.streamr.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How things stand at one moment.
 *
 * @param nanos   the moment, by {@link System#nanoTime}
 * @param sent    bytes that the origin has sent, to viewers and to relays
 * @param relays  the origin's answer to {@code /admin/v1/relays}
 * @param viewers the newest line of the viewers
 */
record Reading(long nanos, long sent, JsonNode relays, JsonNode viewers) {

    /** Bytes that viewers got from relays. */
    long fromRelays() {
        return ofRelays("bytes");
    }

    /** Bytes that viewers got from the origin. */
    long fromOrigin() {
        return viewers.path("origin").path("bytes").asLong();
    }

    /** Mbit/s between an earlier reading and this one of what is counted in bytes. */
    double megabits(Reading before, ToLongFunction<Reading> bytes) {
        double seconds = (nanos - before.nanos) / 1e9;
        return seconds <= 0 ? 0 : (bytes.applyAsLong(this) - bytes.applyAsLong(before)) * 8 / seconds / 1e6;
    }

    long late() {
        return ofAll("late");
    }

    long failed() {
        return ofAll("failed");
    }

    long wrong() {
        return ofAll("wrong");
    }

    long stalls() {
        return viewers.path("stalls").asLong();
    }

    long longStalls() {
        return viewers.path("longStalls").asLong();
    }

    long longestGapMillis() {
        return viewers.path("longestGapMillis").asLong();
    }

    double secondsBehindLive() {
        return viewers.path("latencyMillis").path("p50").asLong() / 1000.0;
    }

    double mostSecondsBehindLive() {
        return viewers.path("latencyMillis").path("p95").asLong() / 1000.0;
    }

    int playing() {
        return viewers.path("playing").asInt();
    }

    int present() {
        return viewers.path("viewers").asInt();
    }

    /** The relays' names, the one with the most viewers first. */
    Stream<String> byViewers() {
        return relays.path("streams").path(0).path("relays").valueStream()
                .sorted((a, b) -> b.path("viewers").asInt() - a.path("viewers").asInt())
                .map(relay -> relay.path("node").asText());
    }

    private long ofRelays(String count) {
        return viewers.path("nodes").valueStream().mapToLong(node -> node.path(count).asLong()).sum();
    }

    private long ofAll(String count) {
        return ofRelays(count) + viewers.path("origin").path(count).asLong();
    }
}
