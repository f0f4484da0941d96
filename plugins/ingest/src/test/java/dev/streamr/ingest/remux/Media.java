package dev.streamr.ingest.remux;

import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a stream published, as players get it. */
record Media(List<Segment> segments, long targetDurationMicros, long partTargetMicros) {

    /**
     * One packet as ffprobe sees it; times in seconds.
     *
     * @param keyframe whether decoding can start here
     */
    record Packet(boolean video, double pts, double dts, double duration, boolean keyframe) {}

    static Media of(FakeStream stream, Packaging packaging) {
        long[] targets = stream.targets(packaging);
        return new Media(FakeStream.Segments.of(stream.parts(packaging)), targets[0], targets[1]);
    }

    List<Part> parts() {
        return segments.stream().flatMap(segment -> segment.parts().stream()).toList();
    }

    long durationMicros() {
        return segments.stream().mapToLong(Segment::durationMicros).sum();
    }

    /** The packets of one segment alone. */
    List<Packet> packets(Segment segment) throws IOException, InterruptedException {
        return packets(List.of(segment));
    }

    /** The packets of a run of segments with the same init segment. */
    List<Packet> packets(List<Segment> run) throws IOException, InterruptedException {
        return probe(bytes(run));
    }

    /** What ffprobe says of one segment and its streams. */
    String describe(Segment segment, String entries) throws IOException, InterruptedException {
        return withFile(bytes(List.of(segment)), "-show_entries", entries);
    }

    /** Decodes a run of segments with the same init segment; throws with the decoder's words when it cannot. */
    void decode(List<Segment> run) throws IOException, InterruptedException {
        Path file = Files.createTempFile("media", ".bin");
        try {
            Files.write(file, bytes(run));
            String words = Tools.ffmpeg("-xerror", "-i", file, "-f", "null", "-");
            if (!words.isBlank()) {
                throw new IOException(words);
            }
        } finally {
            Files.delete(file);
        }
    }

    static byte[] bytes(List<Segment> run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(run.getFirst().init().bytes());
        for (Segment segment : run) {
            segment.parts().forEach(part -> bytes.writeBytes(part.bytes()));
        }
        return bytes.toByteArray();
    }

    static List<Packet> probe(byte[] bytes) throws IOException, InterruptedException {
        String text = withFile(bytes, "-show_entries", "packet=codec_type,pts_time,dts_time,duration_time,flags");
        List<Packet> packets = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] field = line.split(",", -1);
            if (field.length >= 5) {
                packets.add(new Packet(field[0].equals("video"), Double.parseDouble(field[1]),
                        Double.parseDouble(field[2]), number(field[3]), field[4].startsWith("K")));
            }
        }
        return packets;
    }

    private static double number(String text) {
        return text.equals("N/A") ? 0 : Double.parseDouble(text);
    }

    private static String withFile(byte[] bytes, String option, String entries)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("media", ".bin");
        try {
            Files.write(file, bytes);
            return Tools.ffprobe(option, entries, "-of", "csv=p=0", file);
        } finally {
            Files.delete(file);
        }
    }
}
