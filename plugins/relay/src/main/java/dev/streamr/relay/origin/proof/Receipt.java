package dev.streamr.relay.origin.proof;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamr.api.NodeName;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A viewer's word (docs/relay.md, Sessions). Counts run from the beginning of the session.
 *
 * @param serial        rises
 * @param stalls        of the picture
 * @param stalledMillis time that it stood
 * @param latencyMillis behind the camera; 0 when unknown
 * @param originBytes   that came from the origin itself
 * @param relays        what came from each machine
 * @param over          whether it is the last one: the viewer leaves
 */
record Receipt(long serial, int stalls, long stalledMillis, long latencyMillis, long originBytes,
        List<Delivered> relays, boolean over) {

    /** Longest body. */
    static final int MOST_BYTES = 16 << 10;

    /** As many as a session is remembered to have been given, and as fit the longest body. */
    private static final int MOST_RELAYS = 32;
    private static final int DEEPEST = 4;
    private static final String OVER = "over";
    private static final ObjectReader READER = reader();

    /**
     * What came from one machine.
     *
     * @param node            its name
     * @param bytes           received
     * @param requests        answered
     * @param late            requests that another machine had to answer
     * @param failed          requests that were refused or broke off
     * @param wrong           answers with other bytes than the origin's
     * @param firstByteMillis from a request to the first byte; 0 when unknown
     * @param object          the last whole part or segment that came from it; empty: none
     * @param proof           of a range of it; empty: none
     */
    record Delivered(String node, long bytes, int requests, int late, int failed, int wrong, long firstByteMillis,
            String object, String proof) {

        Delivered {
            if (!NodeName.isValid(node)) {
                throw new IllegalArgumentException("node: must be " + NodeName.ALLOWED);
            }
            least("bytes", bytes);
            least("requests", requests);
            least("late", late);
            least("failed", failed);
            least("wrong", wrong);
            least("firstByteMillis", firstByteMillis);
        }

        /** What a machine delivered that was never heard of. */
        static Delivered nothing(String node) {
            return new Delivered(node, 0, 0, 0, 0, 0, 0, "", "");
        }

        /**
         * What came since an earlier word.
         *
         * @throws IllegalArgumentException naming the count that has fallen
         */
        Delivered since(Delivered before) {
            least("bytes, since the last receipt", bytes - before.bytes);
            least("requests, since the last receipt", (long) requests - before.requests);
            least("late, since the last receipt", (long) late - before.late);
            least("failed, since the last receipt", (long) failed - before.failed);
            least("wrong, since the last receipt", (long) wrong - before.wrong);
            return new Delivered(node, bytes - before.bytes, requests - before.requests, late - before.late,
                    failed - before.failed, wrong - before.wrong, firstByteMillis, object, proof);
        }

        /** Whether there is anything in it to count. */
        boolean says() {
            return bytes > 0 || requests > 0 || late > 0 || failed > 0 || wrong > 0;
        }
    }

    Receipt {
        relays = List.copyOf(relays);
        least("serial", serial);
        least("stalls", stalls);
        least("stalledMillis", stalledMillis);
        least("latencyMillis", latencyMillis);
        least("originBytes", originBytes);
        if (relays.size() > MOST_RELAYS) {
            throw new IllegalArgumentException("relays: at most " + MOST_RELAYS);
        }
        Set<String> seen = new HashSet<>();
        if (!relays.stream().allMatch(delivered -> seen.add(delivered.node()))) {
            throw new IllegalArgumentException("relays: a node is named twice");
        }
    }

    /**
     * Reads a body; fields that are unknown are left aside, and only {@code over} may be missing.
     *
     * @throws IllegalArgumentException when it is malformed, naming the field where there is one
     */
    static Receipt read(byte[] body) {
        try {
            if (!(READER.readTree(body) instanceof ObjectNode receipt)) {
                throw new IllegalArgumentException("receipt: must be an object");
            }
            return READER.readValue(receipt.has(OVER) ? receipt : receipt.put(OVER, false));
        } catch (IOException e) {
            String reason = e.getCause() instanceof IllegalArgumentException known ? known.getMessage() : null;
            throw new IllegalArgumentException(reason == null ? "receipt: malformed" : reason, e);
        }
    }

    private static ObjectReader reader() {
        JsonMapper mapper = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper.readerFor(Receipt.class);
    }

    private static void least(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + ": " + value + " is negative");
        }
    }
}
