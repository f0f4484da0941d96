package dev.streamr.playback.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that the build put beside this class: page templates and assets. {@code manifest.properties} names them;
 * nothing else can be asked for. An asset is read when it is first asked for and then kept: there are about twenty.
 */
final class WebFiles {

    private static final Map<String, String> MEDIA_TYPES = Map.of("js", "text/javascript; charset=utf-8", "css",
            "text/css; charset=utf-8", "svg", "image/svg+xml", "png", "image/png", "txt", "text/plain; charset=utf-8");

    private final String version;
    private final Set<String> names;
    private final List<String> styleHashes;
    private final Map<String, Content> assets = new ConcurrentHashMap<>();

    /** @throws IllegalStateException when the jar was packed without the web files */
    WebFiles() {
        Properties manifest = new Properties();
        try {
            manifest.load(new StringReader(text("manifest.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("manifest.properties of the web files", e);
        }
        version = manifest.getProperty("version");
        names = Set.of(manifest.getProperty("files").split(" "));
        styleHashes = List.of(manifest.getProperty("style-hashes").split(" "));
    }

    /** Changes with any asset; part of their URLs, which therefore never change their content. */
    String version() {
        return version;
    }

    /** Content-Security-Policy hashes of the style elements that media-chrome makes. */
    List<String> styleHashes() {
        return styleHashes;
    }

    /** The asset with this name; templates are no assets. */
    Optional<Content> asset(String name) {
        String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (mediaType == null || !names.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(assets.computeIfAbsent(name, n -> Content.of(mediaType, bytes(n), find(n + ".gz"))));
    }

    /** A page template. */
    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        byte[] bytes = find(name);
        if (bytes == null) {
            throw new IllegalStateException("web file " + name + " is not in the plugin's jar");
        }
        return bytes;
    }

    private static byte @Nullable [] find(String name) {
        try (InputStream in = WebFiles.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("web file " + name, e);
        }
    }
}
