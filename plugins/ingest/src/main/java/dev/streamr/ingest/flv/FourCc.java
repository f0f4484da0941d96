package dev.streamr.ingest.flv;

/** The four-character codes of Enhanced RTMP v2, as big-endian numbers. */
final class FourCc {

    static final int AVC1 = 0x61766331;
    static final int HVC1 = 0x68766331;
    static final int AV01 = 0x61763031;
    static final int VP09 = 0x76703039;
    static final int MP4A = 0x6D703461;
    static final int MP3 = 0x2E6D7033;
    static final int OPUS = 0x4F707573;
    static final int FLAC = 0x664C6143;
    static final int AC3 = 0x61632D33;
    static final int EAC3 = 0x65632D33;

    private FourCc() {}
}
