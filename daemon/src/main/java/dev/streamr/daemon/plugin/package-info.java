/** Loads the plugins that are installed, each with a class loader of its own, and leads them through their life. */
@NullMarked
package dev.streamr.daemon.plugin;

import org.jspecify.annotations.NullMarked;
