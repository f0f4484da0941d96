package dev.streamr.relay.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.streamr.api.StreamName;
import dev.streamr.relay.testing.GoldenKey;
import dev.streamr.relay.testing.TestKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionTokenTest {

    private static final StreamName SHOW = new StreamName("show");
    private static final TestKey KEY = GoldenKey.KEY;
    private static final SessionToken TOKEN = new SessionToken(SessionToken.Kind.VIEWER, "000102030405060708090a0b",
            "0011223344556677", Instant.ofEpochSecond(1_764_119_504));

    @Test
    void aTokenLooksLikeThis() {
        assertEquals("AXYAAQIDBAUGBwgJCgsAESIzRFVmd2kmU9Bo9fJ910JNDXsaaZ7vWzbCIM4HzrVw2GDE5C"
                + "f2QdIIGYtkCU5ycCehYCuuWtg2dzhDStSDMqnKqIi6ctMxyXEJ", TOKEN.sign(SHOW, KEY));
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        for (SessionToken.Kind kind : SessionToken.Kind.values()) {
            SessionToken token = new SessionToken(kind, TOKEN.session(), TOKEN.machine(),
                    Instant.ofEpochSecond(4_000_000_000L));
            String text = token.sign(SHOW, KEY);
            assertEquals(SessionToken.TEXT_LENGTH, text.length());
            assertEquals(Optional.of(token), SessionToken.read(text, SHOW, KEY.publicKey()));
        }
    }

    @Test
    void aTokenForAnotherStreamOrOfAnotherOriginIsNone() {
        String text = TOKEN.sign(SHOW, KEY);
        assertEquals(Optional.empty(), SessionToken.read(text, new StreamName("other"), KEY.publicKey()));
        assertEquals(Optional.empty(), SessionToken.read(text, SHOW, TestKey.generate().publicKey()));
    }

    @Test
    void noByteOfATokenCanBeChanged() {
        byte[] bytes = Base64.getUrlDecoder().decode(TOKEN.sign(SHOW, KEY));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 4;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertEquals(Optional.empty(), SessionToken.read(text, SHOW, KEY.publicKey()), "byte " + i);
        }
    }

    @Test
    void noiseIsNoToken() {
        Random random = new Random(1);
        for (int length : new int[]{0, 1, 119, 120, 121, 4_000}) {
            StringBuilder noise = new StringBuilder();
            random.ints(length, 1, 300).forEach(c -> noise.append((char) c));
            assertEquals(Optional.empty(), SessionToken.read(noise.toString(), SHOW, KEY.publicKey()));
            assertEquals(Optional.empty(), SessionToken.read("A".repeat(length), SHOW, KEY.publicKey()));
        }
    }

    @Test
    void aTokenIsNotShownByAccident() {
        assertFalse(TOKEN.toString().contains(TOKEN.session()));
        assertThrows(IllegalArgumentException.class,
                () -> new SessionToken(SessionToken.Kind.VIEWER, "00", TOKEN.machine(), TOKEN.expiresAt()));
    }
}
