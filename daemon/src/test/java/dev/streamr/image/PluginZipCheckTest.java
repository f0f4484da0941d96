package dev.streamr.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginZipCheckTest {

    private static final byte[] CLASS = {};

    @TempDir
    Path folder;
    private Path lib;
    private Path plugins;

    @BeforeEach
    void daemonProvidesTheContract() throws IOException {
        lib = Files.createDirectory(folder.resolve("lib"));
        plugins = Files.createDirectory(folder.resolve("plugins"));
        write(lib.resolve("streamr-api.jar"), Map.of("dev/streamr/api/Part.class", CLASS, "module-info.class", CLASS));
    }

    @Test
    void namesClassAndZipAndBothJarsWhenAPluginBundlesTheContract() throws IOException {
        byte[] bundled = zip(Map.of("META-INF/versions/25/dev/streamr/api/Part.class", CLASS));
        write(plugins.resolve("relay.zip"), Map.of("lib/contract.jar", bundled));

        assertEquals(
                "dev.streamr.api.Part in plugin relay.zip (lib/contract.jar) comes from the daemon's streamr-api.jar:"
                        + " give that dependency scope 'provided'",
                check().getFirst().toString());
    }

    @Test
    void findsAClassThatLiesUnpackedInTheZip() throws IOException {
        write(plugins.resolve("relay.zip"), Map.of("classes/dev/streamr/api/Part.class", CLASS));

        assertEquals(1, check().size());
    }

    @Test
    void acceptsAPluginWithOnlyItsOwnClasses() throws IOException {
        byte[] own = zip(Map.of("dev/streamr/relay/Feed.class", CLASS, "module-info.class", CLASS));
        write(plugins.resolve("relay.zip"), Map.of("lib/relay.jar", own, "plugin.properties", CLASS));

        assertEquals(List.of(), check());
    }

    @Test
    void refusesAnImageWithoutPluginsBecauseThenItHasCheckedNothing() {
        assertThrows(IOException.class, this::check);
    }

    private List<PluginZipCheck.Clash> check() throws IOException {
        return PluginZipCheck.check(lib, plugins);
    }

    private static void write(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(zip(entries));
        }
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
