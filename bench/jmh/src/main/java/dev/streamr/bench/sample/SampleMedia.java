package dev.streamr.bench.sample;

import dev.streamr.api.FlvTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two seconds of a 3 Mbit/s stream with 30 pictures a second and AAC, in the sizes that an encoder makes. */
public final class SampleMedia {

    private static final int PICTURES = 60;
    private static final int KEYFRAME_BYTES = 48_000;
    private static final int PICTURE_BYTES = 11_200;
    private static final int AUDIO_BYTES = 340;
    private static final Random RANDOM = new Random(1);

    private SampleMedia() {}

    /** One group of pictures with its sound, in decode order. */
    public static List<FlvTag> groupOfPictures() {
        List<FlvTag> tags = new ArrayList<>();
        long audioMicros = 0;
        for (int picture = 0; picture < PICTURES; picture++) {
            long millis = picture * 1000L / 30;
            tags.add(picture == 0
                    ? new FlvTag(FlvTag.Kind.VIDEO_KEYFRAME, millis, body(KEYFRAME_BYTES, 0x17))
                    : new FlvTag(FlvTag.Kind.VIDEO, millis, body(PICTURE_BYTES, 0x27)));
            for (; audioMicros / 1000 <= millis; audioMicros += 21_333) {
                tags.add(new FlvTag(FlvTag.Kind.AUDIO, audioMicros / 1000, body(AUDIO_BYTES, 0xAF)));
            }
        }
        return List.copyOf(tags);
    }

    /** What viewers get in one write: 200 ms of it. */
    public static List<FlvTag> batch() {
        return groupOfPictures().stream().filter(tag -> tag.timestampMillis() >= 400 && tag.timestampMillis() < 600)
                .toList();
    }

    private static byte[] body(int size, int first) {
        byte[] body = new byte[size];
        RANDOM.nextBytes(body);
        body[0] = (byte) first;
        body[1] = 1;
        return body;
    }
}
