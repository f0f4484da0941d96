@NullMarked
package dev.streamr.daemon.cli;

import org.jspecify.annotations.NullMarked;
