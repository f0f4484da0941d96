@NullMarked
package dev.streamr.relay.origin.node;

import org.jspecify.annotations.NullMarked;
