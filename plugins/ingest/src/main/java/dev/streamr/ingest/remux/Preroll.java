package dev.streamr.ingest.remux;

import dev.streamr.ingest.flv.AudioConfig;
import dev.streamr.ingest.flv.VideoConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first frames of a publication, kept until it is known which tracks there are and, where no playlist lives yet that
 * has said so already, how far keyframes are apart. Bounded in time and bytes; nothing in it is lost.
 */
final class Preroll {

    /** So long a second track may keep us waiting. */
    private static final long TRACKS_MILLIS = 2_000;
    /** With a playlist that viewers already watch, a second track may keep us waiting only so long. */
    private static final long HASTY_TRACKS_MILLIS = 500;
    /** So much longer than the aim for a segment we wait for its end. */
    private static final long GRACE_MILLIS = 200;
    /** So long a first keyframe may keep us waiting, when there is video without one. */
    private static final long KEYFRAME_MILLIS = 12_000;

    private final List<Frame> frames = new ArrayList<>();
    private final long segmentMillis;
    private final long mostBytes;
    private final boolean bounded;
    private long bytes;
    private long firstMillis = Long.MIN_VALUE;
    private long firstKeyframe = Long.MIN_VALUE;
    private boolean segmentComplete;
    private boolean pictures;
    private @Nullable VideoConfig video;
    private @Nullable AudioConfig audio;

    /** @param bounded whether a playlist lives, whose bounds hold */
    Preroll(long segmentMicros, long mostBytes, boolean bounded) {
        this.segmentMillis = segmentMicros / 1000;
        this.mostBytes = mostBytes;
        this.bounded = bounded;
    }

    /** Takes a frame. @return whether enough is known */
    boolean add(Frame frame) {
        if (firstMillis == Long.MIN_VALUE || frame.millis() < firstMillis) {
            firstMillis = frame.millis();
        }
        frames.add(frame);
        bytes += frame.payload().length + Frame.HELD_BYTES;
        switch (frame) {
            case Frame.Video picture -> note(picture);
            case Frame.Audio sound -> audio = sound.config();
        }
        return isDecided(frame.millis());
    }

    private void note(Frame.Video picture) {
        pictures = true;
        if (!picture.keyframe()) {
            return;
        }
        if (firstKeyframe == Long.MIN_VALUE) {
            firstKeyframe = picture.millis();
        } else {
            segmentComplete |= Bounds.longEnough(picture.millis() - firstKeyframe, segmentMillis);
        }
        video = picture.config();
    }

    private boolean isDecided(long now) {
        long waited = now - firstMillis;
        boolean leap = waited > KEYFRAME_MILLIS || waited < 0;
        if (bytes > mostBytes || leap) {
            return true;
        }
        if (video == null) {
            return audio != null && !pictures && waited >= TRACKS_MILLIS;
        }
        boolean tracksKnown = audio != null || waited >= (bounded ? HASTY_TRACKS_MILLIS : TRACKS_MILLIS);
        boolean boundsKnown = bounded || segmentComplete || now - firstKeyframe >= segmentMillis + GRACE_MILLIS;
        return tracksKnown && boundsKnown;
    }

    /** The tracks seen; both may be missing when the publisher sent nothing of use. */
    MediaTracks tracks() {
        return new MediaTracks(video, audio);
    }

    /** Everything taken, in order. */
    List<Frame> frames() {
        return frames;
    }
}
