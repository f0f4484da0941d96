package dev.streamr.bench.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An FLV file in memory (FLV 10.1 Annex E), to be replayed in a loop.
 *
 * @param metadata   body of onMetaData, without {@code @setDataFrame}
 * @param headers    the sequence headers
 * @param frames     audio and video in file order, times from 0
 * @param loopMillis length of one round, in milliseconds
 */
public record Clip(byte[] metadata, List<Tag> headers, List<Tag> frames, int loopMillis) {

    private static final int FILE_HEADER = 9;
    private static final int TAG_HEADER = 11;
    private static final int PREVIOUS_SIZE = 4;

    public Clip {
        headers = List.copyOf(headers);
        frames = List.copyOf(frames);
    }

    /**
     * One tag.
     *
     * @param type   8 audio, 9 video, 18 script data
     * @param millis decode time from the start of the clip
     * @param body   without tag header
     */
    public record Tag(int type, int millis, byte[] body) {

        /** Whether this is video. */
        public boolean video() {
            return type == 9;
        }

        private boolean sequenceHeader() {
            return body.length > 1 && body[1] == 0 && (video() || (body[0] & 0xF0) == 0xA0);
        }
    }

    /** Reads a file that holds H.264 and AAC; its length must be a multiple of both frame lengths to loop cleanly. */
    public static Clip read(Path file, int loopMillis) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).position(FILE_HEADER + PREVIOUS_SIZE);
        byte[] metadata = new byte[0];
        List<Tag> headers = new ArrayList<>();
        List<Tag> frames = new ArrayList<>();
        while (in.remaining() >= TAG_HEADER) {
            Tag tag = tag(in);
            if (tag.type() == 18) {
                metadata = tag.body();
            } else if (tag.sequenceHeader()) {
                headers.add(tag);
            } else if (tag.millis() < loopMillis && !(tag.video() && tag.body()[1] == 2)) {
                frames.add(tag);
            }
        }
        return new Clip(metadata, headers, frames, loopMillis);
    }

    private static Tag tag(ByteBuffer in) {
        int typeAndSize = in.getInt();
        int time = in.getInt();
        int millis = time >>> 8 | (time & 0xFF) << 24;
        in.position(in.position() + 3);
        byte[] body = new byte[typeAndSize & 0xFFFFFF];
        in.get(body).position(in.position() + PREVIOUS_SIZE);
        return new Tag(typeAndSize >>> 24, millis, body);
    }

    /** The frames in runs that are sent together: each video frame with the audio that precedes it. */
    public List<List<Tag>> beats() {
        List<List<Tag>> beats = new ArrayList<>();
        List<Tag> beat = new ArrayList<>();
        for (Tag tag : frames) {
            beat.add(tag);
            if (tag.video()) {
                beats.add(List.copyOf(beat));
                beat.clear();
            }
        }
        if (!beat.isEmpty()) {
            beats.add(List.copyOf(beat));
        }
        return List.copyOf(beats);
    }
}
