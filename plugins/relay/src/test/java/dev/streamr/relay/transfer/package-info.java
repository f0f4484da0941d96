@NullMarked
package dev.streamr.relay.transfer;

import org.jspecify.annotations.NullMarked;
