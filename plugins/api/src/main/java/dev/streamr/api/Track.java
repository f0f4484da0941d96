package dev.streamr.api;

/** One elementary stream as the bitstream describes it; onMetaData is never trusted for this. */
public sealed interface Track {

    /** The codec with profile and level, as in RFC 6381: {@code avc1.64001f}, {@code mp4a.40.2}. */
    String codec();

    /**
     * A video track.
     *
     * @param codec  RFC 6381 codec string
     * @param width  coded width in pixels after cropping; 0 when unknown
     * @param height coded height in pixels after cropping; 0 when unknown
     */
    record Video(String codec, int width, int height) implements Track {}

    /**
     * An audio track.
     *
     * @param codec        RFC 6381 codec string
     * @param sampleRateHz samples per second
     * @param channels     number of channels
     */
    record Audio(String codec, int sampleRateHz, int channels) implements Track {}
}
