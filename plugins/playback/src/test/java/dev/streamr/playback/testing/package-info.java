/** A node for tests: a real Helidon server on a free port, streams in memory. */
@NullMarked
package dev.streamr.playback.testing;

import org.jspecify.annotations.NullMarked;
