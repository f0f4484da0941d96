package dev.streamr.daemon.config;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration in two steps, because the second needs the plugins and those are unpacked below the state
 * directory: first the daemon's own sections, then those of the plugins. Problems of both are reported together. For
 * one thread.
 */
public final class ConfigLoader {

    private final Optional<Path> file;
    private final List<Path> additions;
    private final Credentials credentials;
    private final Environment environment;
    private final Problems problems = new Problems();
    private final ConfigNode.Section root;
    private final ConfigNode.Section own;
    private final @Nullable DaemonConfig daemon;

    private ConfigLoader(Optional<Path> file, Map<String, String> variables) {
        this.file = file;
        this.environment = new Environment(variables);
        this.root = file.map(path -> YamlReader.read(path, problems))
                .orElseGet(() -> ConfigNode.Section.empty(new Source.BuiltIn()));
        this.additions = ConfigFile.additions(file, problems);
        additions.forEach(path -> root.merge(YamlReader.read(path, problems)));
        this.credentials = Credentials.find(file, variables, problems);
        override(Environment.keysOf("", DaemonConfig.class));
        this.own = ConfigNode.Section.empty(root.source());
        List<String> names = daemonKeys();
        root.entries().forEach((key, node) -> {
            if (names.contains(key)) {
                own.entries().put(key, node);
            }
        });
        this.daemon = new RecordBinder(problems).bind(DaemonConfig.class, "", own);
    }

    /** Puts over the files what is written elsewhere; the environment has the last word. */
    private void override(Map<String, Type> keys) {
        credentials.override(root, keys);
        environment.override(root, keys);
    }

    /**
     * Reads the files and binds the daemon's own sections.
     *
     * @param named     the file of {@code --config}, or null for the usual places
     * @param variables the environment
     */
    public static ConfigLoader read(@Nullable Path named, Map<String, String> variables) {
        return new ConfigLoader(ConfigFile.choose(named, variables), variables);
    }

    /** The daemon's own sections; empty after a problem in them. */
    public Optional<DaemonConfig> daemon() {
        return Optional.ofNullable(daemon);
    }

    /** What was found so far. */
    public List<Problem> problems() {
        return problems.list();
    }

    /** The daemon's own sections, for those who ask nothing of plugins. */
    public DaemonConfig daemonOrThrow() {
        if (daemon == null) {
            throw new ConfigException(problems.list());
        }
        return daemon;
    }

    /**
     * Binds the plugins' sections and returns the whole.
     *
     * @param installed   the plugins that are installed and the records of their sections; null for a plugin that
     *                    cannot be loaded: its section cannot be checked
     * @param listenCheck whether ports must be free now
     * @throws ConfigException with everything that is wrong
     */
    public Configuration complete(Map<String, Optional<Class<? extends Record>>> installed, boolean listenCheck) {
        Map<String, Type> keys = new LinkedHashMap<>(Environment.keysOf("", DaemonConfig.class));
        installed.forEach((name, type) -> type.ifPresent(t -> keys.putAll(Environment.keysOf(name, t))));
        override(keys);
        if (installed.values().stream().allMatch(Optional::isPresent)) {
            environment.unknown(keys.keySet(), problems);
            credentials.unknown(keys.keySet(), problems);
        }
        unknownSections(installed.keySet());
        Map<String, Record> bound = new LinkedHashMap<>();
        installed.forEach((name, type) -> type.ifPresent(t -> {
            Record section = new RecordBinder(problems).bind(t, name, sectionOf(name));
            if (section != null) {
                bound.put(name, section);
            }
        }));
        notInstalled(installed.keySet());
        checkListeners(bound, listenCheck);
        if (daemon == null || problems.count() > 0) {
            throw new ConfigException(problems.list(), problems.allPass());
        }
        return new Configuration(file, additions, daemon, bound, values(daemon, bound));
    }

    private ConfigNode.Section sectionOf(String name) {
        ConfigNode node = root.entries().get(name);
        if (node instanceof ConfigNode.Section section) {
            return section;
        }
        if (node != null && !(node instanceof ConfigNode.Scalar scalar && scalar.text() == null)) {
            problems.add(node.source(), name, "must be a section");
        }
        return ConfigNode.Section.empty(node == null ? root.source() : node.source());
    }

    private void unknownSections(Set<String> installed) {
        List<String> known = new ArrayList<>(daemonKeys());
        known.addAll(new TreeSet<>(installed));
        root.entries().forEach((key, node) -> {
            if (!known.contains(key)) {
                problems.add(node.source(), key, RecordBinder.unknown(key, known));
            }
        });
    }

    private void notInstalled(Set<String> installed) {
        ConfigNode written = root.entries().get("plugins");
        if (daemon == null || written == null) {
            return;
        }
        List<String> seen = new ArrayList<>();
        for (String name : daemon.plugins().orElse(List.of())) {
            if (!installed.contains(name)) {
                problems.add(written.source(), "plugins", name + " is not installed; installed: "
                        + (installed.isEmpty() ? "none" : String.join(", ", new TreeSet<>(installed))));
            }
            if (seen.contains(name)) {
                problems.add(written.source(), "plugins", name + " is listed twice");
            }
            seen.add(name);
        }
    }

    private void checkListeners(Map<String, Record> bound, boolean listenCheck) {
        if (daemon == null) {
            return;
        }
        Listeners listeners = new Listeners(problems, root);
        listeners.add("", daemon);
        for (String name : daemon.pluginsToStart(bound.keySet())) {
            Record section = bound.get(name);
            if (section != null) {
                listeners.add(name, section);
            }
        }
        listeners.check(listenCheck);
    }

    private List<EffectiveValue> values(DaemonConfig known, Map<String, Record> bound) {
        EffectiveValues values = new EffectiveValues();
        values.add("", known, own);
        bound.forEach((name, section) -> values.add(name, section, sectionOf(name)));
        return values.list();
    }

    private static List<String> daemonKeys() {
        return Arrays.stream(DaemonConfig.class.getRecordComponents()).map(c -> Keys.ofComponent(c.getName())).toList();
    }
}
