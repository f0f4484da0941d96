@NullMarked
package dev.streamr.daemon.log;

import org.jspecify.annotations.NullMarked;
