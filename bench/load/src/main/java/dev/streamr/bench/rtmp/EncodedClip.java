package dev.streamr.bench.rtmp;

import dev.streamr.bench.clip.Clip;
import dev.streamr.bench.clip.Clip.Tag;
import java.util.ArrayList;
import java.util.List;

/**
 * A clip as RTMP chunks, made once for all streams and all rounds.
 *
 * @param opening    onMetaData and the sequence headers
 * @param beats      one round, in runs that are sent together
 * @param loopMillis length of one round
 */
record EncodedClip(byte[] opening, List<Beat> beats, int loopMillis) {

    /** Time of the first frame of the first round; the headers stand just before it. */
    private static final int START_MILLIS = 1000;

    EncodedClip {
        beats = List.copyOf(beats);
    }

    /**
     * Tags that are sent together.
     *
     * @param millis when, from the start of the round
     * @param bytes  the chunks
     * @param tags   what the chunks hold
     * @param deltas the time step of each tag on its chunk stream
     */
    record Beat(int millis, byte[] bytes, List<Tag> tags, List<Integer> deltas) {}

    static EncodedClip of(Clip clip) {
        Steps steps = new Steps(clip);
        List<Beat> beats = new ArrayList<>();
        for (List<Tag> tags : clip.beats()) {
            List<Integer> deltas = tags.stream().map(steps::next).toList();
            beats.add(new Beat(tags.getLast().millis(), chunks(tags, deltas), tags, deltas));
        }
        return new EncodedClip(opening(clip, steps), beats, clip.loopMillis());
    }

    /** The chunks of one beat. */
    static byte[] chunks(List<Tag> tags, List<Integer> deltas) {
        Chunks chunks = new Chunks();
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            chunks.following(chunkStream(tag), tag.type(), deltas.get(i), tag.body());
        }
        return chunks.toBytes();
    }

    private static byte[] opening(Clip clip, Steps steps) {
        byte[] name = new Amf().string("@setDataFrame").toBytes();
        byte[] metadata = new byte[name.length + clip.metadata().length];
        System.arraycopy(name, 0, metadata, 0, name.length);
        System.arraycopy(clip.metadata(), 0, metadata, name.length, clip.metadata().length);
        Chunks chunks = new Chunks().absolute(Chunks.COMMAND, 18, 1, 0, metadata);
        for (Tag header : clip.headers()) {
            int millis = START_MILLIS - steps.firstOfRound(header);
            chunks.absolute(chunkStream(header), header.type(), 1, millis, header.body());
        }
        return chunks.toBytes();
    }

    private static int chunkStream(Tag tag) {
        return tag.video() ? Chunks.VIDEO : Chunks.AUDIO;
    }

    /** Time steps per chunk stream; the first one of a round spans the seam between two rounds. */
    private static final class Steps {

        private final Clip clip;
        private int video;
        private int audio;

        Steps(Clip clip) {
            this.clip = clip;
            video = last(true) - clip.loopMillis();
            audio = last(false) - clip.loopMillis();
        }

        /** From the last frame of a round to the first of the next, counted from time 0 of that round. */
        int firstOfRound(Tag kind) {
            return clip.loopMillis() - last(kind.video());
        }

        int next(Tag tag) {
            int step = tag.millis() - (tag.video() ? video : audio);
            if (tag.video()) {
                video = tag.millis();
            } else {
                audio = tag.millis();
            }
            return step;
        }

        private int last(boolean video) {
            return clip.frames().stream().filter(tag -> tag.video() == video).mapToInt(Tag::millis).max()
                    .orElse(clip.loopMillis());
        }
    }
}
