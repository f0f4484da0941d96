package dev.streamr.daemon.plugin;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;

/**
 * PF4J as the daemon uses it: unpacked folders only, one class loader per plugin. What daemon and plugins exchange, and
 * the libraries the daemon provides, come from the daemon's loader even when a plugin brings its own copy: a type must
 * be one type on both sides.
 */
final class ParentFirst extends DefaultPluginManager {

    private static final List<String> PROVIDED = List.of("dev.streamr.api.", "io.helidon.", "org.slf4j.",
            "io.prometheus.client.", "com.fasterxml.jackson.", "org.pf4j.", "org.jspecify.");

    ParentFirst(Path cache) {
        super(cache);
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new DefaultPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path folder, PluginDescriptor descriptor) {
                return new Loader(pluginManager, descriptor, ParentFirst.class.getClassLoader());
            }
        };
    }

    /** One plugin's loader. */
    private static final class Loader extends PluginClassLoader {

        Loader(PluginManager manager, PluginDescriptor descriptor, ClassLoader parent) {
            super(manager, descriptor, parent);
        }

        @Override
        protected boolean shouldDelegateToParent(String name) {
            return super.shouldDelegateToParent(name) || PROVIDED.stream().anyMatch(name::startsWith);
        }
    }
}
