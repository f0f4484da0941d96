package dev.streamr.daemon.demo.viewer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes of relays against the origin's word. */
class SignedRecordsTest {

    private static final byte[] PART = "a part".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WHOLE = "a part and what was before it".getBytes(StandardCharsets.UTF_8);

    private final SignedRecords records = new SignedRecords("show");
    private KeyPair origin = new KeyPair(null, null);
    private String key = "";

    @BeforeEach
    void anOrigin() throws GeneralSecurityException {
        origin = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = origin.getPublic().getEncoded();
        key = base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String signed(String stream, String text) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(origin.getPrivate());
        signer.update(("streamr-feed-1\n" + stream + "\n" + text).getBytes(StandardCharsets.UTF_8));
        return text + " " + base64(signer.sign());
    }

    private static String lastPart() {
        return "P 7 3 0 200000 l " + PART.length + " " + base64(ReceiptKey.sha256(PART)) + " 1764119504123000 abc "
                + WHOLE.length + " " + base64(ReceiptKey.sha256(WHOLE));
    }

    @Test
    void whatTheOriginMadeIsRightAsOftenAsOneLooks() throws GeneralSecurityException {
        String record = signed("show", lastPart());

        assertTrue(records.match("7.3", PART, record, key));
        assertTrue(records.match("7.3", PART, record, key));
        assertTrue(records.match("7", WHOLE, record, key));
    }

    @Test
    void otherBytesAreWrongAlsoWhenTheRecordIsKnown() throws GeneralSecurityException {
        String record = signed("show", lastPart());

        assertTrue(records.match("7.3", PART, record, key));
        assertFalse(records.match("7.3", WHOLE, record, key));
        assertFalse(records.match("7", PART, record, key));
    }

    @Test
    void anotherPartsRecordIsWrong() throws GeneralSecurityException {
        assertFalse(records.match("7.2", PART, signed("show", lastPart()), key));
        assertFalse(records.match("8", WHOLE, signed("show", lastPart()), key));
    }

    @Test
    void aRecordOfAnotherStreamOrNotOfTheOriginIsWrong() throws GeneralSecurityException {
        String record = signed("show", lastPart());

        assertFalse(records.match("7.3", PART, signed("other", lastPart()), key));
        assertFalse(records.match("7.3", PART, record.substring(0, record.lastIndexOf(' ')) + " AAAA", key));
        assertFalse(records.match("7.3", PART, record.substring(0, record.lastIndexOf(' ')) + " !", key));
    }

    @Test
    void noRecordIsWrong() {
        assertFalse(records.match("7.3", PART, "", key));
    }

    @Test
    void aPartThatIsNotTheLastSaysNothingOfTheWhole() throws GeneralSecurityException {
        String record = signed("show",
                "P 7 2 0 200000 - " + PART.length + " " + base64(ReceiptKey.sha256(PART)) + " 1764119504123000 abc");

        assertTrue(records.match("7.2", PART, record, key));
        assertFalse(records.match("7", PART, record, key));
    }

    @Test
    void viewersKeepOneCopyOfWhatIsRight() throws GeneralSecurityException {
        String record = signed("show", lastPart());
        assertTrue(records.match("7.3", PART, record, key));

        assertSame(PART, records.shared("7.3", PART.clone(), record, key));
        assertSame(WHOLE, records.shared("7", WHOLE, record, key));
    }
}
