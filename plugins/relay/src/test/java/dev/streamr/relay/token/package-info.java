@NullMarked
package dev.streamr.relay.token;

import org.jspecify.annotations.NullMarked;
