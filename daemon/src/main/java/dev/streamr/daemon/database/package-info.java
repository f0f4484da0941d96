/** The store of this node: SQLite or PostgreSQL, pooled, migrated per plugin. */
@NullMarked
package dev.streamr.daemon.database;

import org.jspecify.annotations.NullMarked;
