/** What the origin asks every friend's machine every second, and the answers. */
@NullMarked
package dev.streamr.relay.origin.pulse;

import org.jspecify.annotations.NullMarked;
