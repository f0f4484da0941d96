@NullMarked
package dev.streamr.daemon.ops;

import org.jspecify.annotations.NullMarked;
