package dev.streamr.relay.tags;

import dev.streamr.api.FlvTag;
import dev.streamr.api.StreamName;
import dev.streamr.api.VerifyingKey;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads signed tags from a parent. For one thread. */
public final class FrameInput {

    /**
     * A frame that the origin has signed.
     *
     * @param bytes as it stands on the wire; empty for a sign of life
     * @param tags  what is in it
     */
    public record Frame(byte[] bytes, List<FlvTag> tags) {}

    private final DataInputStream in;
    private final StreamName stream;
    private final VerifyingKey origin;

    /** @param in what the parent sends */
    public FrameInput(InputStream in, StreamName stream, VerifyingKey origin) {
        this.in = new DataInputStream(new BufferedInputStream(in, 64 * 1024));
        this.stream = stream;
        this.origin = origin;
    }

    /**
     * The next frame.
     *
     * @throws IOException              when there is none, or it is too long
     * @throws IllegalArgumentException when it is malformed or not the origin's
     */
    public Frame next() throws IOException {
        byte[] bytes = TagFrames.next(in);
        return new Frame(bytes, bytes.length == 0 ? List.of() : TagFrames.read(bytes, stream, origin));
    }
}
