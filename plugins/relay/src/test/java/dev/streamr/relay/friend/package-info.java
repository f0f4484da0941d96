@NullMarked
package dev.streamr.relay.friend;

import org.jspecify.annotations.NullMarked;
