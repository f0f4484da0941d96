package dev.streamr.ingest.remux;

import java.util.List;

/** Chooses what the playlists declare from the first frames of a stream. */
final class BoundsFinder {

    /** Frame times are whole milliseconds: a part may be this much longer than its frames. */
    private static final long ROUNDING_MICROS = 2_000;
    /** Declared when no second keyframe came in time: 250 frames, the usual longest interval, at 25 frames a second. */
    private static final long UNKNOWN_INTERVAL_MICROS = 12_000_000;
    /** The target duration is a whole number that segments round to, so this much may be above it. */
    private static final long ROUNDED_DOWN_MICROS = 250_000;
    /** Slower pictures than this end parts in between. */
    private static final long LONGEST_PART_MICROS = 2_000_000;

    private BoundsFinder() {}

    static Bounds find(RemuxConfig config, MediaTracks tracks, List<Frame> frames) {
        long part = tracks.video() != null ? videoPart(config.partMicros(), frames) : audioPart(config, frames);
        long longest = tracks.video() != null ? longestSegment(config.segmentMicros(), frames) : config.segmentMicros();
        long seconds = Math.ceilDiv(longest - ROUNDED_DOWN_MICROS, 1_000_000L);
        return new Bounds(part, seconds * 1_000_000, config.segmentMicros());
    }

    /** As many whole frames as fit; one, if frames are longer. Irregular frames are cut wherever the aim ends. */
    private static long videoPart(long aim, List<Frame> frames) {
        long[] times = frames.stream().filter(Frame.Video.class::isInstance).mapToLong(Frame::millis).toArray();
        if (times.length < 3 || times[times.length - 1] <= times[0]) {
            return aim + ROUNDING_MICROS;
        }
        long mean = (times[times.length - 1] - times[0]) * 1000 / (times.length - 1);
        for (int i = 1; i < times.length; i++) {
            if (Math.abs((times[i] - times[i - 1]) * 1000 - mean) > ROUNDING_MICROS) {
                return Math.max(aim, Math.min(mean, LONGEST_PART_MICROS)) + ROUNDING_MICROS;
            }
        }
        return wholeFrames(aim, mean);
    }

    private static long audioPart(RemuxConfig config, List<Frame> frames) {
        for (Frame frame : frames) {
            if (frame instanceof Frame.Audio audio && audio.samples() > 0) {
                return wholeFrames(config.partMicros(), audio.samples() * 1_000_000L / audio.config().clockHz());
            }
        }
        return config.partMicros() + ROUNDING_MICROS;
    }

    private static long wholeFrames(long aim, long frame) {
        long count = Math.max(1, (aim + ROUNDING_MICROS) / Math.max(1, frame));
        long millis = Math.ceilDiv(Math.min(count * frame, LONGEST_PART_MICROS), 1000L);
        return millis * 1000 + ROUNDING_MICROS;
    }

    /** Segments end at the first keyframe that is far enough: whole intervals, if they are all alike. */
    private static long longestSegment(long aim, List<Frame> frames) {
        long previous = -1;
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (Frame frame : frames) {
            if (frame instanceof Frame.Video video && video.keyframe()) {
                if (previous >= 0) {
                    shortest = Math.min(shortest, Math.max(1, video.millis() - previous) * 1000);
                    longest = Math.max(longest, (video.millis() - previous) * 1000);
                }
                previous = video.millis();
            }
        }
        if (longest == 0) {
            return Math.max(aim, UNKNOWN_INTERVAL_MICROS);
        }
        if (longest - shortest > ROUNDED_DOWN_MICROS) {
            return Math.max(aim + longest, UNKNOWN_INTERVAL_MICROS);
        }
        long whole = Math.max(1, Math.ceilDiv(aim - ROUNDED_DOWN_MICROS / 2, longest));
        return whole * longest;
    }
}
