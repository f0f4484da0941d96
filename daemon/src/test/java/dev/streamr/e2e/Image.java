package dev.streamr.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A runnable image on disk.
 *
 * @param home its folder, the one that holds {@code bin} and {@code lib}
 */
record Image(Path home) {

    /** The image that the build has just made. */
    static final Image BUILT = new Image(
            Path.of(System.getProperty("streamr.image", "target/streamr")).toAbsolutePath());

    Path launcher() {
        return home.resolve("bin/streamr");
    }

    Path ffmpeg() {
        return home.resolve("native/ffmpeg");
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    /** An image that shares everything with this one but has a plugin folder of its own, to be tampered with. */
    Image withOwnPlugins(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(launcher(), bin.resolve("streamr"));
        bin.resolve("streamr").toFile().setExecutable(true);
        for (String shared : new String[]{"lib", "native", "runtime"}) {
            Files.createSymbolicLink(folder.resolve(shared), home.resolve(shared));
        }
        Path own = Files.createDirectory(folder.resolve("plugins"));
        try (Stream<Path> zips = Files.list(plugins())) {
            for (Path zip : zips.toList()) {
                Files.copy(zip, own.resolve(zip.getFileName()));
            }
        }
        return new Image(folder);
    }
}
