/** The public and the ops listener. */
@NullMarked
package dev.streamr.daemon.http;

import org.jspecify.annotations.NullMarked;
