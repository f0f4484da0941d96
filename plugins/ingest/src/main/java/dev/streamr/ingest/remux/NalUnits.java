package dev.streamr.ingest.remux;

import dev.streamr.ingest.flv.FlvException;

/** The lengths in front of NAL units: one that lies would stop the players of all viewers. */
final class NalUnits {

    private NalUnits() {}

    /** @throws FlvException when the lengths do not add up to the access unit */
    static void check(byte[] payload, int offset, int lengthSize) throws FlvException {
        if (lengthSize == 0) {
            return;
        }
        int at = offset;
        while (at < payload.length) {
            if (payload.length - at < lengthSize) {
                throw truncated();
            }
            long size = 0;
            for (int i = 0; i < lengthSize; i++) {
                size = size << 8 | (payload[at++] & 0xFF);
            }
            if (size > payload.length - at) {
                throw truncated();
            }
            at += (int) size;
        }
    }

    private static FlvException truncated() {
        return new FlvException(FlvException.Category.TRUNCATED, "a NAL unit is longer than its frame");
    }
}
