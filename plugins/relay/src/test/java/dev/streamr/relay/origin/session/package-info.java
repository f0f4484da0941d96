@NullMarked
package dev.streamr.relay.origin.session;

import org.jspecify.annotations.NullMarked;
