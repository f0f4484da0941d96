/** What origin and friends tell one another every second. */
@NullMarked
package dev.streamr.relay.pulse;

import org.jspecify.annotations.NullMarked;
