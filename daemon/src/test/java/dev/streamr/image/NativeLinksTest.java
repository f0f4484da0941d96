package dev.streamr.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeLinksTest {

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("restricted")
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aLibraryStillLoadsWithoutOneThatItNeeded() throws IOException {
        byte[] sqlite = sqlite();

        assertEquals(1, new NativeLinks(sqlite).change(Set.of("libm.so.6")));

        // The loader reads all that was changed: it refuses a version need whose library is in no list.
        System.load(Files.write(folder.resolve("changed.so"), sqlite).toString());
    }

    @Test
    void aNameThatIsNotNeededChangesNothing() throws IOException {
        byte[] sqlite = sqlite();
        byte[] before = sqlite.clone();

        assertEquals(0, new NativeLinks(sqlite).change(Set.of("libpulse.so.0")));
        assertArrayEquals(before, sqlite);
    }

    @Test
    void refusesWhatIsNoElfFile() {
        byte[] text = "#!/bin/sh".repeat(10).getBytes(StandardCharsets.US_ASCII);

        assertThrows(IOException.class, () -> new NativeLinks(text).change(Set.of()));
    }

    private static byte[] sqlite() throws IOException {
        String name = "/org/sqlite/native/Linux/x86_64/libsqlitejdbc.so";
        try (InputStream in = Objects.requireNonNull(NativeLinksTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
