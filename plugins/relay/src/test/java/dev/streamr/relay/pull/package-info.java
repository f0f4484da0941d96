@NullMarked
package dev.streamr.relay.pull;

import org.jspecify.annotations.NullMarked;
