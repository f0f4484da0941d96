/** The host process: it reads the configuration, owns streams, HTTP and the database, and runs the plugins. */
@NullMarked
package dev.streamr.daemon;

import org.jspecify.annotations.NullMarked;
