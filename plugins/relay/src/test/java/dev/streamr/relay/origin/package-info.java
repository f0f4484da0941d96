@NullMarked
package dev.streamr.relay.origin;

import org.jspecify.annotations.NullMarked;
