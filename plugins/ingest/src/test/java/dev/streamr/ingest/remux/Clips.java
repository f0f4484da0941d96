package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Short clips from {@code src/test/resources/clips}, made by {@code make.sh} there, since the FFmpeg of the product
 * carries no H.264 encoder.
 */
final class Clips {

    private Clips() {}

    static List<FlvTag> load(String name) {
        try (InputStream in = Clips.class.getResourceAsStream("/clips/" + name + ".flv")) {
            if (in == null) {
                throw new IllegalArgumentException("no clip " + name);
            }
            Path copy = Files.createTempFile("clip", ".flv");
            try {
                Files.write(copy, in.readAllBytes());
                return Flv.read(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The clip again and again, so that it lasts this long without a break in time. */
    static List<FlvTag> repeated(List<FlvTag> clip, long clipMillis, long millis) {
        return java.util.stream.LongStream.range(0, Math.ceilDiv(millis, clipMillis)).boxed()
                .flatMap(round -> clip.stream().filter(tag -> round == 0 || !tag.isHeader())
                        .map(tag -> tag.at(tag.timestampMillis() + round * clipMillis)))
                .toList();
    }
}
