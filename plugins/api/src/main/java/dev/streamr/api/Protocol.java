package dev.streamr.api;

/** How media leaves this machine. */
public enum Protocol {
    /** RTMP and RTMPS play. */
    RTMP("rtmp"),
    /** HTTP-FLV. */
    HTTP_FLV("http-flv"),
    /** HLS and LL-HLS. */
    HLS("hls"),
    /** Not a viewer: a friend's machine that pulls what its own viewers want. */
    RELAY("relay");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /** The name in metrics and in the API. */
    public String label() {
        return label;
    }
}
