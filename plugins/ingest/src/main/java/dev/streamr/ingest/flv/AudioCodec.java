package dev.streamr.ingest.flv;

/** Audio codecs that FLV and Enhanced RTMP v2 name. */
public enum AudioCodec {
    /** AAC, sound format 10 or {@code mp4a}. */
    AAC("AAC", true),
    /** MP3, sound format 2 or {@code .mp3}. */
    MP3("MP3", false),
    /** Opus, {@code Opus}. */
    OPUS("Opus", true),
    /** FLAC, {@code fLaC}. */
    FLAC("FLAC", true),
    /** AC-3, {@code ac-3}. */
    AC3("AC-3", false),
    /** Enhanced AC-3, {@code ec-3}. */
    EAC3("E-AC-3", false),
    /** Anything else: PCM, Speex, Nellymoser. */
    OTHER("an unknown audio codec", false);

    private final String title;
    private final boolean configured;

    AudioCodec(String title, boolean configured) {
        this.title = title;
        this.configured = configured;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Whether it cannot be decoded without a sequence header. */
    public boolean configured() {
        return configured;
    }

    static AudioCodec ofFourCc(int fourCc) {
        return switch (fourCc) {
            case FourCc.MP4A -> AAC;
            case FourCc.MP3 -> MP3;
            case FourCc.OPUS -> OPUS;
            case FourCc.FLAC -> FLAC;
            case FourCc.AC3 -> AC3;
            case FourCc.EAC3 -> EAC3;
            default -> OTHER;
        };
    }

    static AudioCodec ofFormat(int soundFormat) {
        return switch (soundFormat) {
            case 2, 14 -> MP3;
            case 10 -> AAC;
            default -> OTHER;
        };
    }
}
