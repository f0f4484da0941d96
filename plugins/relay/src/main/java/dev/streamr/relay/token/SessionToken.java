package dev.streamr.relay.token;

import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who may fetch one stream from one machine, until when (docs/relay.md, Token).
 *
 * @param kind      what it is for
 * @param session   12 bytes, hexadecimal: random; of a relay that pulls, the beginning of its node id
 * @param machine   8 bytes, hexadecimal: the beginning of the node id of the machine that serves; {@link #ORIGIN}
 * @param expiresAt by the origin's clock, whole seconds
 */
public record SessionToken(Kind kind, String session, String machine, Instant expiresAt) {

    /** The machine of tokens for the origin itself. */
    public static final String ORIGIN = "0".repeat(16);
    /** Characters of a token. */
    public static final int TEXT_LENGTH = 120;

    private static final byte VERSION = 1;
    private static final int SESSION_BYTES = 12;
    private static final int MACHINE_BYTES = 8;
    private static final int PAYLOAD_BYTES = 2 + SESSION_BYTES + MACHINE_BYTES + 4;
    private static final int SIGNATURE_BYTES = 64;

    /** What a token is for. */
    public enum Kind {
        /** A viewer who is steered, or whose page steers itself. */
        VIEWER('v'),
        /** A viewer whose player knows no steering: its playlist names segments elsewhere. */
        NAMED('n'),
        /** A relay that pulls media, feed or tags. */
        RELAY('r');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        private static Optional<Kind> of(byte code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    /** @throws IllegalArgumentException when session or machine have another length */
    public SessionToken {
        if (session.length() != 2 * SESSION_BYTES || machine.length() != 2 * MACHINE_BYTES) {
            throw new IllegalArgumentException("session or machine: wrong length");
        }
    }

    /** The machine that a node id stands for. */
    public static String machineOf(String nodeId) {
        return nodeId.substring(0, 2 * MACHINE_BYTES);
    }

    /** The session of a relay that pulls. */
    public static String sessionOf(String nodeId) {
        return nodeId.substring(0, 2 * SESSION_BYTES);
    }

    /** The token as it stands in URLs. */
    public String sign(StreamName stream, SigningKey origin) {
        byte[] payload = payload();
        byte[] signature = origin.sign(signed(stream, payload));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(PAYLOAD_BYTES + SIGNATURE_BYTES).put(payload).put(signature).array());
    }

    /** Reads a token that this origin signed for this stream; empty for anything else. Expiry is the caller's. */
    public static Optional<SessionToken> read(String text, StreamName stream, VerifyingKey origin) {
        byte[] bytes = decode(text);
        if (bytes.length != PAYLOAD_BYTES + SIGNATURE_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(bytes, PAYLOAD_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, PAYLOAD_BYTES, bytes.length);
        if (!origin.signed(signed(stream, payload), signature)) {
            return Optional.empty();
        }
        HexFormat hex = HexFormat.of();
        int machineAt = 2 + SESSION_BYTES;
        long expiry = Integer.toUnsignedLong(ByteBuffer.wrap(payload).getInt(machineAt + MACHINE_BYTES));
        return Kind.of(payload[1]).map(kind -> new SessionToken(kind, hex.formatHex(payload, 2, machineAt),
                hex.formatHex(payload, machineAt, machineAt + MACHINE_BYTES), Instant.ofEpochSecond(expiry)));
    }

    private byte[] payload() {
        HexFormat hex = HexFormat.of();
        return ByteBuffer.allocate(PAYLOAD_BYTES).put(VERSION).put((byte) kind.code).put(hex.parseHex(session))
                .put(hex.parseHex(machine)).putInt((int) expiresAt.getEpochSecond()).array();
    }

    private static byte[] signed(StreamName stream, byte[] payload) {
        byte[] context = ("streamr-session-1\n" + stream + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(context.length + payload.length).put(context).put(payload).array();
    }

    private static byte[] decode(String text) {
        if (text.length() != TEXT_LENGTH) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Never the token itself. */
    @Override
    public String toString() {
        return kind + " token for " + machine + " until " + expiresAt;
    }
}
