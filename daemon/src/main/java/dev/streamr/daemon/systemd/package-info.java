/** Tells systemd how the service is: ready, status, watchdog, stopping. Silent where there is no systemd. */
@NullMarked
package dev.streamr.daemon.systemd;

import org.jspecify.annotations.NullMarked;
