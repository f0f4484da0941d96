package dev.streamr.ingest.rtmp;

import java.util.List;

/**
 * Brings onMetaData into the one form that every player reads: the name and an ECMA array, without
 * {@code @setDataFrame}. FFmpeg decides from it which streams exist.
 */
final class Metadata {

    private static final String ON_META_DATA = "onMetaData";
    private static final String SET_DATA_FRAME = "@setDataFrame";
    private static final byte[] NOTHING = {};

    private Metadata() {}

    /**
     * Other data than metadata (time codes, cue points) becomes empty: no player of ours needs it.
     *
     * @param payload a data message, AMF0
     */
    static byte[] normalised(byte[] payload) {
        List<Amf> values;
        try {
            values = Amf0Reader.readAll(payload, 0);
        } catch (RtmpException e) {
            // Four-byte time codes and AMF3 bodies come here; media goes on without them.
            return NOTHING;
        }
        int start = !values.isEmpty() && values.getFirst().text().equals(SET_DATA_FRAME) ? 1 : 0;
        if (values.size() < start + 2 || !values.get(start).text().equals(ON_META_DATA)) {
            return NOTHING;
        }
        return Amf0Writer.encode(
                List.of(new Amf.Text(ON_META_DATA), new Amf.EcmaArray(values.get(start + 1).fields())));
    }
}
