package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.ingest.flv.FlvTags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of real clients are read message by message. */
class RecordedClientsTest {

    @ParameterizedTest
    @ValueSource(strings = {"obs-publish", "ffmpeg-publish", "gstreamer-publish", "librtmp-publish", "vlc-publish"})
    void readsWhatAPublisherSends(String client) throws IOException {
        List<RtmpMessage> messages = Recorded.messages(client);
        List<String> commands = commands(messages);
        assertEquals("connect", commands.getFirst());
        assertTrue(commands.containsAll(List.of("releaseStream", "FCPublish", "createStream", "publish")),
                commands.toString());
        List<FlvTag.Kind> kinds = kinds(messages);
        assertTrue(kinds.contains(FlvTag.Kind.METADATA), kinds.toString());
        assertTrue(kinds.contains(FlvTag.Kind.VIDEO_HEADER), kinds.toString());
        assertTrue(kinds.contains(FlvTag.Kind.VIDEO_KEYFRAME), kinds.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmpdump-play", "ffmpeg-play", "gstreamer-play"})
    void readsWhatAPlayerSends(String client) throws IOException {
        List<String> commands = commands(Recorded.messages(client));
        assertEquals("connect", commands.getFirst());
        assertTrue(commands.containsAll(List.of("createStream", "play")), commands.toString());
    }

    @Test
    void readsTheConnectCommandOfObs() throws IOException {
        RtmpMessage.Command connect = Recorded.messages("obs-publish").stream()
                .filter(RtmpMessage.Command.class::isInstance).map(RtmpMessage.Command.class::cast).findFirst()
                .orElseThrow();
        assertEquals("live", connect.argument(0).field("app").text());
        assertEquals("nonprivate", connect.argument(0).field("type").text());
        assertEquals(1, connect.transaction());
    }

    private static List<String> commands(List<RtmpMessage> messages) {
        return messages.stream().filter(RtmpMessage.Command.class::isInstance)
                .map(message -> ((RtmpMessage.Command) message).name()).toList();
    }

    private static List<FlvTag.Kind> kinds(List<RtmpMessage> messages) throws IOException {
        List<FlvTag.Kind> kinds = new ArrayList<>();
        for (RtmpMessage message : messages) {
            if (message instanceof RtmpMessage.Media(int type, int timestamp, byte[] payload)) {
                FlvTag tag = FlvTags.read(type, timestamp, payload);
                if (tag != null) {
                    kinds.add(tag.kind());
                }
            }
        }
        return kinds;
    }
}
