package dev.streamr.ingest.remux;

import dev.streamr.ingest.flv.AudioConfig;
import dev.streamr.ingest.flv.VideoConfig;

/** One frame as the publisher sent it, on the publisher's own clock. */
sealed interface Frame {

    /** What a frame takes of the heap besides its bytes, about; it bounds the number of empty ones that are kept. */
    int HELD_BYTES = 160;

    /** Decode time in the publisher's milliseconds. */
    long millis();

    /** The tag body that holds it. */
    byte[] payload();

    /** Where it begins in the body. */
    int offset();

    /**
     * A video access unit.
     *
     * @param config   what decodes it; one instance until the sequence header changes
     * @param keyframe whether decoding can start here
     * @param composition presentation time minus decode time, milliseconds
     */
    record Video(VideoConfig config, boolean keyframe, long millis, int composition, byte[] payload,
            int offset) implements Frame {}

    /**
     * An audio frame.
     *
     * @param config what decodes it; one instance until the sequence header changes
     */
    record Audio(AudioConfig config, long millis, byte[] payload, int offset) implements Frame {

        /** Its length in samples; 0 when it does not say. */
        int samples() {
            return config.samples(payload, offset);
        }
    }
}
