package dev.streamr.daemon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpsTokenTest {

    @TempDir
    Path state = Path.of("");

    @Test
    void theTokenIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        OpsToken token = OpsToken.readOrCreate(state);
        String written = Files.readString(OpsToken.fileIn(state)).strip();
        assertEquals(43, written.length(), "256 bits in Base64");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(OpsToken.fileIn(state))));
        assertTrue(token.matches(written));
        assertTrue(OpsToken.readOrCreate(state).matches(written));
    }

    @Test
    void anythingElseIsNotTheToken() throws IOException {
        OpsToken token = OpsToken.readOrCreate(state);
        String written = Files.readString(OpsToken.fileIn(state)).strip();
        assertFalse(token.matches(""));
        assertFalse(token.matches(written.substring(1)));
        assertFalse(token.matches(written + "x"));
        assertFalse(token.toString().contains(written));
    }
}
