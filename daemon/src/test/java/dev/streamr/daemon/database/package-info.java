@NullMarked
package dev.streamr.daemon.database;

import org.jspecify.annotations.NullMarked;
