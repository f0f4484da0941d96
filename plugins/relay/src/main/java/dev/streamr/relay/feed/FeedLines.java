package dev.streamr.relay.feed;

import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.Track;
import dev.streamr.api.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes and reads the lines of a feed (docs/relay.md, Feed). Lines are without their line feed. */
public final class FeedLines {

    /** Longest line, in characters. */
    public static final int MOST_CHARACTERS = 4096;
    /** The sign of life. */
    public static final String KEEP_ALIVE = "K";

    private static final int PART_FIELDS = 10;
    private static final int LAST_PART_FIELDS = 12;
    private static final int MOST_TRACKS = 8;

    private FeedLines() {}

    /** The signed line of a record. */
    public static String write(FeedRecord record, StreamName stream, SigningKey origin) {
        String text = switch (record) {
            case FeedRecord.Head head -> "H 1 " + head.targetDurationMicros() + " " + head.partTargetMicros();
            case FeedRecord.Init init ->
                "I " + init.id() + " " + init.sizeBytes() + " " + init.sha256() + " " + tracks(init.tracks());
            case FeedRecord.PartRecord part -> part(part);
            case FeedRecord.End end -> end.finished() ? "E finished" : "E interrupted";
            case FeedRecord.KeepAlive _ -> KEEP_ALIVE;
        };
        if (record instanceof FeedRecord.KeepAlive) {
            return text;
        }
        byte[] signature = origin.sign(signed(stream, text));
        return text + " " + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String part(FeedRecord.PartRecord part) {
        String line = "P " + part.mediaSequence() + " " + part.index() + " " + part.discontinuitySequence() + " "
                + part.durationMicros() + " " + flags(part.flags()) + " " + part.sizeBytes() + " " + part.sha256() + " "
                + part.programMicros() + " " + part.initId();
        return part.segment().map(whole -> line + " " + whole.sizeBytes() + " " + whole.sha256()).orElse(line);
    }

    private static String flags(FeedRecord.Flags flags) {
        String text = (flags.independent() ? "i" : "") + (flags.last() ? "l" : "") + (flags.discontinuity() ? "d" : "")
                + (flags.gap() ? "g" : "");
        return text.isEmpty() ? "-" : text;
    }

    private static String tracks(List<Track> tracks) {
        String text = tracks.stream().map(track -> switch (track) {
            case Track.Video video -> "v:" + video.codec() + ":" + video.width() + "x" + video.height();
            case Track.Audio audio -> "a:" + audio.codec() + ":" + audio.sampleRateHz() + "x" + audio.channels();
        }).collect(Collectors.joining(","));
        return text.isEmpty() ? "-" : text;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is malformed, or not signed by this origin for this stream
     */
    public static FeedRecord read(String line, StreamName stream, VerifyingKey origin) {
        if (line.equals(KEEP_ALIVE)) {
            return new FeedRecord.KeepAlive();
        }
        int space = line.lastIndexOf(' ');
        if (space < 0 || line.length() > MOST_CHARACTERS) {
            throw malformed();
        }
        String text = line.substring(0, space);
        if (!origin.signed(signed(stream, text), Base64.getUrlDecoder().decode(line.substring(space + 1)))) {
            throw new IllegalArgumentException("feed: a line is not signed by the origin");
        }
        return parse(text.split(" ", -1));
    }

    private static FeedRecord parse(String[] fields) {
        return switch (fields[0]) {
            case "H" -> head(expect(fields, 4));
            case "I" -> init(expect(fields, 5));
            case "P" -> part(fields);
            case "E" -> end(expect(fields, 2)[1]);
            default -> throw malformed();
        };
    }

    private static FeedRecord end(String how) {
        return switch (how) {
            case "finished" -> new FeedRecord.End(true);
            case "interrupted" -> new FeedRecord.End(false);
            default -> throw malformed();
        };
    }

    private static FeedRecord head(String[] fields) {
        if (!fields[1].equals("1")) {
            throw new IllegalArgumentException("feed: its version is " + fields[1] + "; this machine speaks version 1");
        }
        return new FeedRecord.Head(number(fields[2], Long.MAX_VALUE), number(fields[3], Long.MAX_VALUE));
    }

    private static FeedRecord init(String[] fields) {
        String[] tracks = fields[4].equals("-") ? new String[0] : fields[4].split(",", -1);
        if (tracks.length > MOST_TRACKS) {
            throw malformed();
        }
        return new FeedRecord.Init(fields[1], (int) number(fields[2], Integer.MAX_VALUE), new Digest(fields[3]),
                Arrays.stream(tracks).map(FeedLines::track).toList());
    }

    private static Track track(String text) {
        String[] fields = text.split(":", -1);
        String[] pair = expect(fields, 3)[2].split("x", -1);
        int first = (int) number(expect(pair, 2)[0], Integer.MAX_VALUE);
        int second = (int) number(pair[1], Integer.MAX_VALUE);
        return switch (fields[0]) {
            case "v" -> new Track.Video(fields[1], first, second);
            case "a" -> new Track.Audio(fields[1], first, second);
            default -> throw malformed();
        };
    }

    private static FeedRecord part(String[] fields) {
        boolean whole = fields.length == LAST_PART_FIELDS;
        if (!whole && fields.length != PART_FIELDS) {
            throw malformed();
        }
        Optional<FeedRecord.Whole> segment = whole
                ? Optional.of(new FeedRecord.Whole(number(fields[10], Long.MAX_VALUE), new Digest(fields[11])))
                : Optional.empty();
        FeedRecord.Flags flags = flags(fields[5]);
        if (flags.last() != whole) {
            throw malformed();
        }
        return new FeedRecord.PartRecord(number(fields[1], Long.MAX_VALUE), (int) number(fields[2], Integer.MAX_VALUE),
                number(fields[3], Long.MAX_VALUE), number(fields[4], Long.MAX_VALUE), flags,
                (int) number(fields[6], Integer.MAX_VALUE), new Digest(fields[7]), number(fields[8], Long.MAX_VALUE),
                fields[9], segment);
    }

    private static FeedRecord.Flags flags(String text) {
        if (!text.equals("-") && !text.matches("i?l?d?g?")) {
            throw malformed();
        }
        return new FeedRecord.Flags(text.contains("i"), text.contains("l"), text.contains("d"), text.contains("g"));
    }

    private static long number(String digits, long most) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed();
        }
        long value = Long.parseLong(digits);
        if (value > most) {
            throw malformed();
        }
        return value;
    }

    private static String[] expect(String[] fields, int count) {
        if (fields.length != count) {
            throw malformed();
        }
        return fields;
    }

    private static byte[] signed(StreamName stream, String text) {
        return ("streamr-feed-1\n" + stream + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("feed: a line is malformed");
    }
}
