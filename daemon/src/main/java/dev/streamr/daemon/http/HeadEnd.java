package dev.streamr.daemon.http;

/** Finds the empty line that ends the head of a response, however it is cut into writes. */
final class HeadEnd {

    private static final byte[] MARK = {'\r', '\n', '\r', '\n'};

    private int matched;

    void reset() {
        matched = 0;
    }

    /** How many of these bytes belong to the head; none after its end. */
    int upTo(byte[] bytes, int offset, int length) {
        int at = 0;
        while (at < length && matched < MARK.length) {
            byte b = bytes[offset + at++];
            if (b == MARK[matched]) {
                matched++;
            } else {
                matched = b == MARK[0] ? 1 : 0;
            }
        }
        return at;
    }
}
