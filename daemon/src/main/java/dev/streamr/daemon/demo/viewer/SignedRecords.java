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
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Checks bytes that a relay handed over against the origin's signed record, the header {@code Streamr-Record}. The
 * viewers of this process share what was verified: they all see the same records.
 */
final class SignedRecords {

    /** Records whose signature is known to be right: more than a window has parts. */
    private static final int MOST_KNOWN = 2_048;
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int SEQUENCE = 1;
    private static final int INDEX = 2;
    private static final int PART_DIGEST = 7;
    private static final int FIELDS = 10;
    private static final int WHOLE_DIGEST = 11;
    private static final int FIELDS_OF_LAST = 12;

    private final String stream;
    private final Set<String> known = Collections.synchronizedSet(new LinkedHashSet<>());

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
        int end = record.lastIndexOf(' ');
        if (end < 0) {
            return false;
        }
        String[] fields = record.substring(0, end).split(" ", -1);
        boolean whole = object.indexOf('.') < 0;
        if (!fields[0].equals("P") || fields.length < (whole ? FIELDS_OF_LAST : FIELDS)) {
            return false;
        }
        String named = whole ? fields[SEQUENCE] : fields[SEQUENCE] + "." + fields[INDEX];
        return named.equals(object) && signed(record, end, originKey)
                && fields[whole ? WHOLE_DIGEST : PART_DIGEST].equals(digest(media));
    }

    private boolean signed(String record, int end, String originKey) {
        String fact = originKey + " " + record;
        if (known.contains(fact)) {
            return true;
        }
        boolean right = verify(record.substring(0, end), record.substring(end + 1), originKey);
        if (right) {
            remember(fact);
        }
        return right;
    }

    private void remember(String fact) {
        synchronized (known) {
            known.add(fact);
            if (known.size() > MOST_KNOWN) {
                known.remove(known.iterator().next());
            }
        }
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
