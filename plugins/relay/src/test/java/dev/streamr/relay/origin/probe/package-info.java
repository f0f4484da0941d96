@NullMarked
package dev.streamr.relay.origin.probe;

import org.jspecify.annotations.NullMarked;
