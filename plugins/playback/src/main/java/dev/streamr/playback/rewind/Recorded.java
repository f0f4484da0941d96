package dev.streamr.playback.rewind;

import dev.streamr.api.InitSegment;

/**
 * One segment on disk.
 *
 * @param mediaSequence         its media sequence number
 * @param durationMicros        its duration
 * @param discontinuitySequence discontinuities before it, counting its own
 * @param discontinuity         whether timestamps, codecs or tracks break before it
 * @param init                  what a decoder needs before it
 * @param sizeBytes             size of its file; 0 for a gap, which has none
 * @param lines                 its lines in a playlist, but for EXT-X-DISCONTINUITY and EXT-X-MAP
 */
public record Recorded(long mediaSequence, long durationMicros, long discontinuitySequence, boolean discontinuity,
        InitSegment init, long sizeBytes, String lines) {}
