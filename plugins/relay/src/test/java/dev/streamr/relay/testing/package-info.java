/** Machines for tests: a real Helidon server on a free port, real keys, streams in memory. */
@NullMarked
package dev.streamr.relay.testing;

import org.jspecify.annotations.NullMarked;
