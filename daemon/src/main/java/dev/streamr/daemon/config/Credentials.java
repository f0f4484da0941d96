package dev.streamr.daemon.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Secrets, a file for each, named after the key whose value it holds. systemd hands the service's over in a folder of
 * their own ({@code LoadCredential=key:/etc/streamr/credentials} makes {@code key_database.password}); a command that
 * runs outside of the service reads the folder {@code credentials} beside the configuration file, if it may.
 */
final class Credentials {

    private static final String VARIABLE = "CREDENTIALS_DIRECTORY";
    private static final String PREFIX = "key_";
    private static final int LARGEST = 64 << 10;
    private static final int MOST = 256;

    private record Credential(String name, Path file, String text) {}

    private final Map<String, Credential> byKey = new LinkedHashMap<>();

    private Credentials() {}

    /** Reads what is there; what cannot be read is a problem. */
    static Credentials find(Optional<Path> configFile, Map<String, String> variables, Problems problems) {
        Credentials credentials = new Credentials();
        String given = variables.getOrDefault(VARIABLE, "");
        Path beside = ConfigFile.beside(configFile, "credentials");
        if (!given.isEmpty()) {
            credentials.readAll(Path.of(given), PREFIX, problems);
        } else if (Files.isDirectory(beside) && Files.isReadable(beside)) {
            credentials.readAll(beside, "", problems);
        }
        return credentials;
    }

    private void readAll(Path folder, String prefix, Problems problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(file -> counts(file, prefix)).sorted(Comparator.naturalOrder())
                    .limit(MOST + 1L).toList();
            if (files.size() > MOST) {
                problems.add(new Source.Credential(folder.toString()), "", "too many files; allowed: " + MOST);
                return;
            }
            files.forEach(file -> read(file, prefix, problems));
        } catch (IOException e) {
            problems.add(new Source.Credential(folder.toString()), "", "cannot be listed: " + e.getMessage());
        }
    }

    private static boolean counts(Path file, String prefix) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(prefix) && !name.startsWith(".");
    }

    private void read(Path file, String prefix, Problems problems) {
        String name = String.valueOf(file.getFileName());
        Source source = new Source.Credential(name);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                problems.add(source, "", "is too large; allowed: 64 KiB");
                return;
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String value = text.replaceFirst("\\r?\\n\\z", "");
            if (value.isEmpty()) {
                problems.add(source, "", "is empty; write the value into it, or remove it");
            } else {
                byKey.put(name.substring(prefix.length()), new Credential(name, file, value));
            }
        } catch (CharacterCodingException e) {
            problems.add(source, "", "is not text in UTF-8");
        } catch (IOException e) {
            problems.add(source, "", "cannot be read: "
                    + (Files.isReadable(file) ? String.valueOf(e.getMessage()) : "permission denied"));
        }
    }

    /** Puts the values over what the files say; where a key names a file, the credential itself is that file. */
    void override(ConfigNode.Section root, Map<String, Type> keys) {
        byKey.forEach((key, credential) -> {
            Type type = keys.get(key);
            if (type != null) {
                boolean path = type == Path.class && !key.endsWith("-dir");
                root.put(key, Environment.node(type, path ? credential.file().toString() : credential.text(),
                        new Source.Credential(credential.name())));
            }
        });
    }

    /** Complains about credentials that no key has. */
    void unknown(Set<String> keys, Problems problems) {
        byKey.forEach((key, credential) -> {
            if (!keys.contains(key)) {
                problems.add(new Source.Credential(credential.name()), "", "unknown key"
                        + Keys.nearest(key, keys).map(near -> "; did you mean " + near + "?").orElse("")
                        + " (see streamr config show)");
            }
        });
    }
}
