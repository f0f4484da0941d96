package dev.streamr.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Refuses a plugin zip that carries a class which the daemon provides.
 *
 * <p>A class that two loaders define is two types: a plugin with its own copy of the contract or of Helidon fails at
 * run time with casts and links that no compiler sees. Run as a single-file program:
 * {@code java PluginZipCheck.java LIB_DIR PLUGINS_DIR}; exit code 1 and one line per class when something is wrong.
 */
final class PluginZipCheck {

    /** Enough to see what is wrong; a library bundled by mistake has thousands of classes. */
    private static final int SHOWN = 10;

    /** One class that stands where it must not. */
    record Clash(String className, String zip, String bundledIn, String providedBy) {

        @Override
        public String toString() {
            return "%s in plugin %s (%s) comes from the daemon's %s: give that dependency scope 'provided'"
                    .formatted(className, zip, bundledIn, providedBy);
        }
    }

    private PluginZipCheck() {}

    static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: PluginZipCheck LIB_DIR PLUGINS_DIR");
            System.exit(2);
        }
        List<Clash> clashes = check(Path.of(args[0]), Path.of(args[1]));
        clashes.stream().limit(SHOWN).forEach(System.err::println);
        if (clashes.size() > SHOWN) {
            System.err.println("… and " + (clashes.size() - SHOWN) + " more");
        }
        System.exit(clashes.isEmpty() ? 0 : 1);
    }

    /** All clashes between the jars of {@code lib} and the zips of {@code plugins}. */
    static List<Clash> check(Path lib, Path plugins) throws IOException {
        Map<String, String> provided = new HashMap<>();
        for (Path jar : files(lib, ".jar")) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .filter(PluginZipCheck::isClass)
                        .forEach(entry -> provided.put(className(entry), jar.getFileName().toString()));
            }
        }
        List<Clash> clashes = new ArrayList<>();
        List<Path> zips = files(plugins, ".zip");
        if (zips.isEmpty()) {
            throw new IOException(plugins + " holds no plugin: build the whole project, not the daemon alone");
        }
        for (Path plugin : zips) {
            checkPlugin(plugin, provided, clashes);
        }
        return clashes;
    }

    private static void checkPlugin(Path plugin, Map<String, String> provided, List<Clash> clashes) throws IOException {
        String name = plugin.getFileName().toString();
        try (ZipFile zip = new ZipFile(plugin.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (isClass(entry)) {
                    compare(entry, name, "the zip itself", provided, clashes);
                } else if (entry.getName().endsWith(".jar")) {
                    try (InputStream bytes = zip.getInputStream(entry);
                            ZipInputStream jar = new ZipInputStream(bytes)) {
                        for (ZipEntry inner = jar.getNextEntry(); inner != null; inner = jar.getNextEntry()) {
                            if (isClass(inner)) {
                                compare(inner, name, entry.getName(), provided, clashes);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void compare(ZipEntry entry, String zip, String bundledIn, Map<String, String> provided,
            List<Clash> clashes) {
        String className = className(entry);
        String providedBy = provided.get(className);
        if (providedBy != null) {
            clashes.add(new Clash(className, zip, bundledIn, providedBy));
        }
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }

    /** The binary name, the same for each version of a multi-release jar and for a zip with a classes/ folder. */
    private static String className(ZipEntry entry) {
        return entry.getName()
                .replaceFirst("^META-INF/versions/[0-9]+/", "")
                .replaceFirst("^classes/", "")
                .replaceFirst("\\.class$", "")
                .replace('/', '.');
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
