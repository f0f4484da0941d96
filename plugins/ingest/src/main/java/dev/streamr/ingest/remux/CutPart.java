package dev.streamr.ingest.remux;

import java.util.List;

/**
 * A part as it was cut, before it has a number.
 *
 * @param startMicros   where it begins on the time line
 * @param endMicros     where the next one begins
 * @param samples       its frames by decode time; none when nothing was sent for so long
 * @param independent   whether it starts with a keyframe
 * @param first         whether it begins a segment
 * @param last          whether it ends its segment
 * @param discontinuity whether tracks or time break before it
 * @param tracks        what its frames belong to
 */
record CutPart(long startMicros, long endMicros, List<Sample> samples, boolean independent, boolean first,
        boolean last, boolean discontinuity, MediaTracks tracks) {}
