/**
 * The streams of this node: who publishes, what its viewers find, how long it all stays. Each stream has one ring of
 * tags (HTTP-FLV and RTMP players) and one window of segments per packaging (HLS); both are bounded in time and bytes,
 * and neither ever waits for a viewer.
 */
@NullMarked
package dev.streamr.daemon.stream;

import org.jspecify.annotations.NullMarked;
