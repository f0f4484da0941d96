package dev.streamr.playback.rewind;

import java.time.Duration;

/**
 * Bounds of what is kept on disk of one stream; what is beyond is dropped oldest first.
 *
 * @param length    how far back
 * @param sizeBytes how many bytes
 */
public record RewindLimits(Duration length, long sizeBytes) {}
