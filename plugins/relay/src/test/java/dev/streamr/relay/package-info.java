@NullMarked
package dev.streamr.relay;

import org.jspecify.annotations.NullMarked;
