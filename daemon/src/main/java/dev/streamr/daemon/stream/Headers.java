package dev.streamr.daemon.stream;

import dev.streamr.api.FlvTag;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every new viewer needs first: metadata and sequence headers, as they stand at one place in the stream.
 *
 * @param version  rises with each header that says something new
 * @param metadata onMetaData
 * @param video    video sequence header
 * @param audio    audio sequence header
 */
record Headers(long version, @Nullable FlvTag metadata, @Nullable FlvTag video, @Nullable FlvTag audio) {

    static final Headers NONE = new Headers(0, null, null, null);

    /** The headers after this one came; the same when it says nothing new. */
    Headers with(FlvTag header) {
        return switch (header.kind()) {
            case METADATA -> says(metadata, header) ? this : new Headers(version + 1, header, video, audio);
            case VIDEO_HEADER -> says(video, header) ? this : new Headers(version + 1, metadata, header, audio);
            case AUDIO_HEADER -> says(audio, header) ? this : new Headers(version + 1, metadata, video, header);
            case VIDEO_KEYFRAME, VIDEO, AUDIO -> this;
        };
    }

    /** A new publisher's: nothing of the one before, but numbered on. */
    Headers cleared() {
        return new Headers(version + 1, null, null, null);
    }

    /** The headers as tags at one time, metadata first. */
    List<FlvTag> at(long timestampMillis) {
        return Stream.of(metadata, video, audio).<FlvTag>mapMulti((tag, out) -> {
            if (tag != null) {
                out.accept(tag.at(timestampMillis));
            }
        }).toList();
    }

    private static boolean says(@Nullable FlvTag known, FlvTag header) {
        return known != null && Arrays.equals(known.payload(), header.payload());
    }
}
