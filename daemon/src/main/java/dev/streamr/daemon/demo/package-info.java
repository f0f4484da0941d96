/** {@code streamr demo}: a daemon of its own, a test picture published to it over RTMP, and addresses to watch it at. */
@NullMarked
package dev.streamr.daemon.demo;

import org.jspecify.annotations.NullMarked;
