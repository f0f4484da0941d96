package dev.streamr.api;

/** How media reaches a viewer. */
public enum Protocol {
    /** RTMP and RTMPS play. */
    RTMP("rtmp"),
    /** HTTP-FLV. */
    HTTP_FLV("http-flv"),
    /** HLS and LL-HLS. */
    HLS("hls");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /** The name in metrics and in the API. */
    public String label() {
        return label;
    }
}
