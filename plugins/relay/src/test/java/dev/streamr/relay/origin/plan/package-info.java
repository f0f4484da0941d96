@NullMarked
package dev.streamr.relay.origin.plan;

import org.jspecify.annotations.NullMarked;
