/** Tests of what systemd is told. */
@NullMarked
package dev.streamr.daemon.systemd;

import org.jspecify.annotations.NullMarked;
