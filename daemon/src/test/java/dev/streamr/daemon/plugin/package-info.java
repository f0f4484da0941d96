@NullMarked
package dev.streamr.daemon.plugin;

import org.jspecify.annotations.NullMarked;
