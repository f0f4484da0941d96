/** What all routes and clients of the plugin share. */
@NullMarked
package dev.streamr.relay.http;

import org.jspecify.annotations.NullMarked;
