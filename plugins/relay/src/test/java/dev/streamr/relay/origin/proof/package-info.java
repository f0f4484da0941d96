@NullMarked
package dev.streamr.relay.origin.proof;

import org.jspecify.annotations.NullMarked;
