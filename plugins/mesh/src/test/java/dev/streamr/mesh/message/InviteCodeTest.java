package dev.streamr.mesh.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InviteCodeTest {

    private final InviteCode code = new InviteCode(URI.create("https://live.example.org:8443"), bytes(32), bytes(20));

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aCodeIsReadAsItWasWrittenAlsoWhenMailBrokeItsLine() {
        assertEquals(code, InviteCode.parse(code.text()));
        assertEquals(code, InviteCode.parse(" " + code.text().substring(0, 40) + "\r\n " + code.text().substring(40)));
    }

    @Test
    void everyWrongLetterAndEveryMissingPieceIsFound() {
        String text = code.text();
        for (int i = "join_".length(); i < text.length(); i++) {
            String wrong = text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
            assertThrows(IllegalArgumentException.class, () -> InviteCode.parse(wrong), "letter " + i);
            String part = text.substring(0, i);
            assertThrows(IllegalArgumentException.class, () -> InviteCode.parse(part), "length " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "live_abc", "join_", "join_!!", "https://example.org"})
    void anythingElseIsNoCode(String text) {
        assertThrows(IllegalArgumentException.class, () -> InviteCode.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org", "file:///etc/passwd", "http://user:word@example.org",
            "http://example.org?x=1", "mailto:a@b.c"})
    void aCodeLeadsToAPlainWebAddressOnly(String url) {
        assertThrows(IllegalArgumentException.class, () -> new InviteCode(URI.create(url), bytes(32), bytes(20)));
    }

    @Test
    void itsWordsDoNotTellTheSecret() {
        assertFalse(code.toString().contains(Base64.getUrlEncoder().encodeToString(code.secret()).substring(0, 8)));
        assertTrue(code.toString().contains("live.example.org"));
    }
}
