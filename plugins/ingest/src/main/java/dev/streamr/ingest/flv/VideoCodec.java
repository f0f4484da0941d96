package dev.streamr.ingest.flv;

/** Video codecs that FLV and Enhanced RTMP v2 name. */
public enum VideoCodec {
    /** H.264, codec id 7 or {@code avc1}. */
    H264("H.264"),
    /** H.265, codec id 12 (before Enhanced RTMP) or {@code hvc1}. */
    HEVC("HEVC"),
    /** AV1, {@code av01}. */
    AV1("AV1"),
    /** VP9, {@code vp09}. */
    VP9("VP9"),
    /** Anything else: Sorenson, VP6, VP8, H.266. */
    OTHER("an unknown video codec");

    private final String title;

    VideoCodec(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    static VideoCodec ofFourCc(int fourCc) {
        return switch (fourCc) {
            case FourCc.AVC1 -> H264;
            case FourCc.HVC1 -> HEVC;
            case FourCc.AV01 -> AV1;
            case FourCc.VP09 -> VP9;
            default -> OTHER;
        };
    }

    static VideoCodec ofId(int codecId) {
        return switch (codecId) {
            case 7 -> H264;
            case 12 -> HEVC;
            default -> OTHER;
        };
    }
}
