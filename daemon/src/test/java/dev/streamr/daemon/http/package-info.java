/** Behaviour of the two listeners, towards honest clients and others. */
@NullMarked
package dev.streamr.daemon.http;

import org.jspecify.annotations.NullMarked;
