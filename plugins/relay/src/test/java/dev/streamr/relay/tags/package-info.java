@NullMarked
package dev.streamr.relay.tags;

import org.jspecify.annotations.NullMarked;
