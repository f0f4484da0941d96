/** What commands show to people: tables and trees. */
@NullMarked
package dev.streamr.daemon.text;

import org.jspecify.annotations.NullMarked;
