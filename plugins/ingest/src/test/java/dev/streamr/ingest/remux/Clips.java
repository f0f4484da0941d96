package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Short clips from {@code src/test/resources/clips}, made by {@code make.sh} there, since the FFmpeg of the product
 * carries no H.264 encoder.
 */
final class Clips {

    private Clips() {}

    /** An FLV clip. */
    static List<FlvTag> load(String name) {
        try (InputStream in = open(name + ".flv")) {
            return Flv.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Matroska clip, put into FLV with the Enhanced RTMP framing of the product's own FFmpeg. */
    static List<FlvTag> enhanced(String name) throws IOException, InterruptedException {
        Path source = Files.createTempFile("clip", ".mkv");
        Path target = Files.createTempFile("clip", ".flv");
        try (InputStream in = open(name + ".mkv")) {
            Files.write(source, in.readAllBytes());
            Tools.ffmpeg("-i", source, "-c", "copy", "-f", "flv", target);
            return Flv.read(Files.readAllBytes(target));
        } finally {
            Files.delete(source);
            Files.delete(target);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Clips.class.getResourceAsStream("/clips/" + name), name);
    }

    /** The tags of the clip until this time. */
    static List<FlvTag> until(List<FlvTag> clip, long millis) {
        return clip.stream().filter(tag -> tag.timestampMillis() < millis).toList();
    }

    static List<FlvTag> audio(List<FlvTag> clip) {
        return clip.stream().filter(tag -> tag.kind().flvType() == FlvTag.Kind.AUDIO.flvType()).toList();
    }

    static List<FlvTag> video(List<FlvTag> clip) {
        return clip.stream().filter(tag -> tag.kind().flvType() == FlvTag.Kind.VIDEO.flvType()).toList();
    }

    /** One run of tags after the other. */
    static List<FlvTag> joined(List<FlvTag> first, List<FlvTag> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The clip again and again, so that it lasts this long without a break in time. */
    static List<FlvTag> repeated(List<FlvTag> clip, long clipMillis, long millis) {
        return LongStream.range(0, Math.ceilDiv(millis, clipMillis)).boxed()
                .flatMap(round -> clip.stream().filter(tag -> round == 0 || !tag.isHeader())
                        .map(tag -> tag.at(tag.timestampMillis() + round * clipMillis)))
                .toList();
    }
}
