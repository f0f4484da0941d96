package dev.streamr.ingest.rtmp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of Enhanced RTMP v2 that are agreed on in the connect command ("Enhancing NetConnection connect"). */
final class EnhancedRtmp {

    /** {@code capsEx}: the peer can follow a reconnect request. */
    static final int CAPS_RECONNECT = 0x01;
    /** {@code capsEx}: the peer can read multitrack messages. */
    static final int CAPS_MULTITRACK = 0x02;
    /** {@code capsEx}: the peer can read ModEx signals. */
    static final int CAPS_MOD_EX = 0x04;

    /** FourCcInfoMask: this codec is passed on. */
    private static final double CAN_FORWARD = 0x04;

    private static final List<String> VIDEO = List.of("avc1", "hvc1", "av01", "vp09");
    private static final List<String> AUDIO = List.of("mp4a", "Opus", "fLaC", "ac-3", "ec-3", ".mp3");

    private EnhancedRtmp() {}

    /** Whether a connect command comes from a client that follows reconnect requests. */
    static boolean reconnects(Amf connect) {
        return ((int) connect.field("capsEx").number() & CAPS_RECONNECT) != 0;
    }

    /** Whether a connect command speaks of enhanced codecs at all. */
    static boolean asked(Amf connect) {
        return List.of("fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx").stream()
                .anyMatch(connect.fields()::containsKey);
    }

    /** What the server can do, for the answer to connect. */
    static Map<String, Amf> capabilities() {
        Map<String, Amf> fields = new LinkedHashMap<>();
        fields.put("fourCcList", new Amf.StrictArray(
                Stream.concat(VIDEO.stream(), AUDIO.stream()).<Amf>map(Amf.Text::new).toList()));
        fields.put("videoFourCcInfoMap", infoMap(VIDEO));
        fields.put("audioFourCcInfoMap", infoMap(AUDIO));
        fields.put("capsEx", new Amf.Num(CAPS_RECONNECT | CAPS_MULTITRACK | CAPS_MOD_EX));
        return fields;
    }

    private static Amf infoMap(List<String> codecs) {
        Map<String, Amf> map = new LinkedHashMap<>();
        codecs.forEach(codec -> map.put(codec, new Amf.Num(CAN_FORWARD)));
        return new Amf.Obj(map);
    }
}
