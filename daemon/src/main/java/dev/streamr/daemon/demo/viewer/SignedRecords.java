package dev.streamr.daemon.demo.viewer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Checks bytes that a relay handed over against the origin's signed record, the header {@code Streamr-Record}. The
 * viewers of this process share what was verified: they all see the same, and so one look decides for the same bytes.
 */
final class SignedRecords {

    /** Parts whose right bytes are at hand: some seconds of a stream. */
    private static final int MOST_KNOWN = 64;
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int SEQUENCE = 1;
    private static final int INDEX = 2;
    private static final int PART_DIGEST = 7;
    private static final int FIELDS = 10;
    private static final int WHOLE_DIGEST = 11;
    private static final int FIELDS_OF_LAST = 12;

    private final String stream;
    private final Recent<Word, byte[]> known = new Recent<>(MOST_KNOWN);

    /** What an origin signed of an object. */
    private record Word(String object, String record, String originKey) {}

    /** @param stream public name of the stream */
    SignedRecords(String stream) {
        this.stream = stream;
    }

    /**
     * Whether these are the bytes that the origin made.
     *
     * @param object    {@code sequence.part}, or {@code sequence} for a whole segment
     * @param record    the header
     * @param originKey raw Ed25519 key in base64url
     */
    boolean match(String object, byte[] media, String record, String originKey) {
        Word word = new Word(object, record, originKey);
        byte[] right = known.get(word);
        if (right != null) {
            return Arrays.equals(right, media);
        }
        boolean matches = verify(word, media);
        if (matches) {
            known.put(word, media);
        }
        return matches;
    }

    /** The one copy of bytes that match which all viewers may keep. */
    byte[] shared(String object, byte[] media, String record, String originKey) {
        return Objects.requireNonNullElse(known.get(new Word(object, record, originKey)), media);
    }

    private boolean verify(Word word, byte[] media) {
        String record = word.record();
        int end = record.lastIndexOf(' ');
        if (end < 0) {
            return false;
        }
        String[] fields = record.substring(0, end).split(" ", -1);
        boolean whole = word.object().indexOf('.') < 0;
        if (!fields[0].equals("P") || fields.length < (whole ? FIELDS_OF_LAST : FIELDS)) {
            return false;
        }
        String named = whole ? fields[SEQUENCE] : fields[SEQUENCE] + "." + fields[INDEX];
        return named.equals(word.object()) && fields[whole ? WHOLE_DIGEST : PART_DIGEST].equals(digest(media))
                && verify(record.substring(0, end), record.substring(end + 1), word.originKey());
    }

    private boolean verify(String text, String signature, String originKey) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(Base64.getUrlDecoder().decode(originKey)));
            verifier.update(("streamr-feed-1\n" + stream + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(ED25519);
        encoded.writeBytes(Arrays.copyOf(raw, 32));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
    }

    private static String digest(byte[] media) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ReceiptKey.sha256(media));
    }
}
