/** The public API below {@code /api/v1}: which streams there are, and what happens to them. */
@NullMarked
package dev.streamr.daemon.api;

import org.jspecify.annotations.NullMarked;
