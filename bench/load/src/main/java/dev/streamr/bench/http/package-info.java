/** A small HTTP/1.1 client and the playlists it reads. */
@NullMarked
package dev.streamr.bench.http;

import org.jspecify.annotations.NullMarked;
