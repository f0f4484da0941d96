package dev.streamr.mesh.message;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a streamer hands to a friend, in one word: {@code join_} and base64url (RFC 4648, section 5) of a version byte 1,
 * the fingerprint, the secret, the URL in UTF-8 and a CRC-32 of all that, which finds a code that was not copied whole.
 *
 * @param origin      base URL of the origin's public listener; http or https
 * @param fingerprint SHA-256 of the key by which the origin proves who it is, 32 bytes
 * @param secret      opens the door once, 20 random bytes
 */
public record InviteCode(URI origin, byte[] fingerprint, byte[] secret) {

    /** Length of the secret. */
    public static final int SECRET_BYTES = 20;

    private static final String PREFIX = "join_";
    private static final int FINGERPRINT_BYTES = 32;
    private static final byte VERSION = 1;
    private static final int LEAST_BYTES = 1 + FINGERPRINT_BYTES + SECRET_BYTES + Integer.BYTES;
    /** A URL of 255 characters still fits, and a QR code of it is still easy to read. */
    private static final int LONGEST = 450;
    private static final Pattern SCHEME = Pattern.compile("https?");

    /** @throws IllegalArgumentException when a part has the wrong length, or the URL is no plain http or https URL */
    public InviteCode {
        if (fingerprint.length != FINGERPRINT_BYTES || secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("code: it is damaged");
        }
        if (origin.getScheme() == null || !SCHEME.matcher(origin.getScheme()).matches() || origin.getHost() == null
                || origin.getRawUserInfo() != null || origin.getRawQuery() != null || origin.getRawFragment() != null) {
            throw new IllegalArgumentException("code: its URL must be http://host:port or https://host:port");
        }
    }

    /**
     * Reads a code; white space around and within it, as mail programs add it, does not matter.
     *
     * @throws IllegalArgumentException saying what is wrong; the message does not repeat the code
     */
    public static InviteCode parse(String text) {
        String code = text.replaceAll("\\s+", "");
        if (!code.startsWith(PREFIX)) {
            throw new IllegalArgumentException("code: this is no invite; one begins with " + PREFIX);
        }
        if (code.length() > LONGEST) {
            throw new IllegalArgumentException("code: it is longer than any invite");
        }
        byte[] bytes = decode(code.substring(PREFIX.length()));
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, bytes.length - Integer.BYTES);
        if (ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES) != checksum(buffer.duplicate())) {
            throw new IllegalArgumentException("code: it is damaged; copy it again, all of it");
        }
        if (buffer.get() != VERSION) {
            throw new IllegalArgumentException("code: it was made by a newer version; update this program");
        }
        byte[] fingerprint = new byte[FINGERPRINT_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        buffer.get(fingerprint).get(secret);
        return new InviteCode(URI.create(StandardCharsets.UTF_8.decode(buffer).toString()), fingerprint, secret);
    }

    private static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("code: it is damaged; copy it again, all of it", e);
        }
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("code: it is damaged; copy it again, all of it");
        }
        if (bytes.length <= LEAST_BYTES) {
            throw new IllegalArgumentException("code: it is too short; copy it again, all of it");
        }
        return bytes;
    }

    /** The code as it is handed over. */
    public String text() {
        byte[] url = origin.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(LEAST_BYTES + url.length);
        buffer.put(VERSION).put(fingerprint).put(secret).put(url);
        return PREFIX + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(buffer.putInt(checksum(buffer.duplicate().flip())).array());
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InviteCode code && origin.equals(code.origin)
                && Arrays.equals(fingerprint, code.fingerprint) && Arrays.equals(secret, code.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fingerprint);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "InviteCode of " + origin;
    }
}
