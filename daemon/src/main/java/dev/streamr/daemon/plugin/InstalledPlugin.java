package dev.streamr.daemon.plugin;

import dev.streamr.api.StreamrPlugin;
import java.util.Optional;

/**
 * A plugin of the image.
 *
 * @param name     its id
 * @param version  its version; empty when it could not be read
 * @param instance the plugin; empty when it could not be loaded
 * @param failure  why it could not be loaded; empty otherwise
 */
record InstalledPlugin(String name, String version, Optional<StreamrPlugin> instance, String failure) {

    static InstalledPlugin loaded(String version, StreamrPlugin instance) {
        return new InstalledPlugin(instance.name(), version, Optional.of(instance), "");
    }

    static InstalledPlugin broken(String name, String failure) {
        return new InstalledPlugin(name, "", Optional.empty(), failure);
    }
}
