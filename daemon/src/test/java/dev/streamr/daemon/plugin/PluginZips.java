package dev.streamr.daemon.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs plugins as the build does. */
public final class PluginZips {

    private PluginZips() {}

    /** {@link SamplePlugin} as a zip in this folder. */
    public static void sample(Path folder) {
        write(folder.resolve("streamr-sample-1.0.0.zip"), "sample",
                List.of(SamplePlugin.class, SamplePlugin.Section.class));
    }

    /** A zip that names a class it does not hold. */
    public static void broken(Path folder) {
        write(folder.resolve("streamr-broken-1.0.0.zip"), "broken", List.of());
    }

    private static void write(Path zip, String id, List<Class<?>> classes) {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(Files.createDirectories(zip.getParent())
                .resolve(zip.getFileName())))) {
            entry(out, "plugin.properties", "plugin.id=" + id + "\nplugin.version=1.0.0\n");
            entry(out, "classes/META-INF/extensions.idx",
                    classes.isEmpty() ? "no.such.Plugin\n" : classes.getFirst().getName() + "\n");
            for (Class<?> type : classes) {
                String path = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry("classes/" + path));
                copy(path, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void entry(ZipOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void copy(String path, OutputStream out) throws IOException {
        try (InputStream in = PluginZips.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException(path + " is not compiled");
            }
            in.transferTo(out);
        }
    }
}
