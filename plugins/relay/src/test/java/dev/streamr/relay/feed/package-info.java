@NullMarked
package dev.streamr.relay.feed;

import org.jspecify.annotations.NullMarked;
