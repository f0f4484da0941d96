@NullMarked
package dev.streamr.daemon.node;

import org.jspecify.annotations.NullMarked;
