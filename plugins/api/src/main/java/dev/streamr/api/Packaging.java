package dev.streamr.api;

/** The container of HLS media. */
public enum Packaging {
    /** Fragmented MP4 (CMAF), audio and video in one track file. Always made. */
    FMP4,
    /** MPEG-2 transport stream, for old devices. Made on request: {@link LiveStream#request}. */
    MPEGTS
}
