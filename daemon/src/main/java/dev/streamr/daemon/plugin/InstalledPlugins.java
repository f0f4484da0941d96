package dev.streamr.daemon.plugin;

import dev.streamr.api.StreamrPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/** The plugins of the image, loaded but not started: enough to know their names and their configuration. */
public final class InstalledPlugins implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(InstalledPlugins.class.getName());

    private final PluginStore store;
    private final ParentFirst manager;
    private final List<Path> folders = new ArrayList<>();
    private final Map<String, InstalledPlugin> plugins = new LinkedHashMap<>();

    private InstalledPlugins(Path cache) {
        this.store = new PluginStore(cache);
        this.manager = new ParentFirst(cache);
    }

    /**
     * Loads every zip of the folder. One that cannot be loaded is kept with its reason.
     *
     * @param folder the image's {@code plugins} folder; may be absent
     * @param cache  where zips are unpacked
     */
    public static InstalledPlugins load(Path folder, Path cache) {
        InstalledPlugins installed = new InstalledPlugins(cache);
        if (!Files.isDirectory(folder)) {
            return installed;
        }
        try {
            for (Path zip : PluginStore.zipsIn(folder)) {
                installed.add(zip);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the plugins in " + folder + " cannot be listed", e);
        }
        return installed;
    }

    private void add(Path zip) {
        InstalledPlugin plugin = loadOne(zip);
        InstalledPlugin twin = plugins.putIfAbsent(plugin.name(), plugin);
        if (twin != null) {
            plugins.put(plugin.name(), InstalledPlugin.broken(plugin.name(), "it is installed twice, also as " + zip));
        }
    }

    private InstalledPlugin loadOne(Path zip) {
        String id = nameOf(zip);
        try {
            Path folder = store.unpacked(zip);
            folders.add(folder);
            id = manager.loadPlugin(folder);
            if (manager.startPlugin(id) != PluginState.STARTED) {
                return InstalledPlugin.broken(id, "PF4J does not start it: " + manager.getPlugin(id).getPluginState());
            }
            List<StreamrPlugin> found = manager.getExtensions(StreamrPlugin.class, id);
            if (found.size() != 1) {
                return InstalledPlugin.broken(id, "it has " + found.size() + " classes with @Extension; one is needed");
            }
            StreamrPlugin instance = found.getFirst();
            if (!instance.name().equals(id)) {
                return InstalledPlugin.broken(id, "it calls itself " + instance.name() + " in code");
            }
            return InstalledPlugin.loaded(manager.getPlugin(id).getDescriptor().getVersion(), instance);
        } catch (IOException | RuntimeException | LinkageError e) {
            return InstalledPlugin.broken(id, Reasons.of(e));
        }
    }

    /** {@code ingest} of {@code streamr-ingest-0.1.0.zip}. */
    private static String nameOf(Path zip) {
        return String.valueOf(zip.getFileName()).replaceFirst("\\.zip$", "").replaceFirst("^streamr-", "")
                .replaceFirst("-\\d.*$", "");
    }

    /** Names and configuration records; empty for a plugin that could not be loaded. */
    public Map<String, Optional<Class<? extends Record>>> configTypes() {
        Map<String, Optional<Class<? extends Record>>> types = new LinkedHashMap<>();
        plugins.forEach((name, plugin) -> types.put(name, plugin.instance().map(StreamrPlugin::configType)));
        return types;
    }

    List<InstalledPlugin> inOrder(List<String> names) {
        return names.stream()
                .map(name -> plugins.getOrDefault(name, InstalledPlugin.broken(name, "it is not installed"))).toList();
    }

    /** Removes unpacked plugins that are no longer installed; for the daemon that holds the state directory. */
    public void prune() {
        try {
            store.prune(folders);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "old unpacked plugins cannot be removed", e);
        }
    }

    @Override
    public void close() {
        for (PluginWrapper plugin : List.copyOf(manager.getPlugins())) {
            manager.unloadPlugin(plugin.getPluginId());
        }
    }
}
