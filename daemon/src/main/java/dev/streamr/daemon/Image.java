package dev.streamr.daemon;

import dev.streamr.daemon.plugin.InstalledPlugins;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this program lies: {@code bin lib plugins runtime native} below one folder. */
public final class Image {

    private Image() {}

    /** The image's folder, as the launcher said in {@code streamr.home}; empty when run from class files. */
    public static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("streamr.home")).map(Path::of);
    }

    /** The program ffmpeg of the image in {@code home}, by its name on this system. */
    public static Path ffmpeg(Path home) {
        return home.resolve("native").resolve(File.separatorChar == '\\' ? "ffmpeg.exe" : "ffmpeg");
    }

    /** Loads the installed plugins: those of the image, or of the folder {@code streamr.plugins} during development. */
    public static InstalledPlugins plugins(Path cache) {
        Path folder = Optional.ofNullable(System.getProperty("streamr.plugins")).map(Path::of)
                .or(() -> home().map(home -> home.resolve("plugins"))).orElse(Path.of("plugins"));
        return InstalledPlugins.load(folder, cache);
    }

    /** Where a user who may not write into the state directory unpacks plugins to look at them. */
    public static Path userCache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("streamr").resolve("plugins");
    }
}
