/**
 * The public and the ops listener. Helidon parses and routes; what it leaves open is done here: every connection is a
 * {@code Wire} with limits and deadlines that one watchdog enforces, requests that two servers could read in two ways
 * are refused, HEAD is answered wherever GET is, errors are problem documents, and endless responses are written
 * straight to the connection.
 */
@NullMarked
package dev.streamr.daemon.http;

import org.jspecify.annotations.NullMarked;
