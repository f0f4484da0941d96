package dev.streamr.relay.pulse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.streamr.api.SigningKey;
import dev.streamr.api.VerifyingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Pulses on the wire: JSON, and a signature beside it. */
public final class Pulses {

    /** Where a friend's machine takes them. */
    public static final String PATH = "/api/v1/relay/pulse";
    /** The header with the signature. */
    public static final String SIGNATURE = "Streamr-Signature";
    /** Longest body. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final String REQUEST = "streamr-pulse-1\n";
    private static final String ANSWER = "streamr-pulse-answer-1\n";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private Pulses() {}

    /** The JSON of a pulse, an answer or a challenge. */
    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records can be written", e);
        }
    }

    /**
     * Reads what {@link #write} writes; fields that are unknown are left aside.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (IOException e) {
            throw new IllegalArgumentException("pulse: malformed", e);
        }
    }

    /** The signature header of a pulse. */
    public static String signRequest(byte[] body, SigningKey key) {
        return sign(REQUEST, body, key);
    }

    /** The signature header of an answer. */
    public static String signAnswer(byte[] body, SigningKey key) {
        return sign(ANSWER, body, key);
    }

    /** Whether a pulse is the origin's. */
    public static boolean isRequest(byte[] body, String signature, VerifyingKey key) {
        return key.signed(signed(REQUEST, body), decode(signature));
    }

    /** Whether an answer is the node's. */
    public static boolean isAnswer(byte[] body, String signature, VerifyingKey key) {
        return key.signed(signed(ANSWER, body), decode(signature));
    }

    private static String sign(String context, byte[] body, SigningKey key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(signed(context, body)));
    }

    private static byte[] signed(String context, byte[] body) {
        byte[] before = context.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(before.length + body.length).put(before).put(body).array();
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
