package dev.streamr.playback;

import dev.streamr.api.StreamName;
import dev.streamr.playback.http.Numbers;
import org.jspecify.annotations.Nullable;

/** What a path below {@code /live/} names. Read without regular expressions: this runs for every request. */
sealed interface LivePath {

    /** The stream it is about. */
    StreamName name();

    /** {@code {name}.m3u8}. */
    record Multivariant(StreamName name) implements LivePath {}

    /** {@code {name}.flv}; under a session {@code stream.flv}. */
    record Flv(StreamName name) implements LivePath {}

    /** {@code {name}/media.m3u8}. */
    record MediaList(StreamName name) implements LivePath {}

    /** {@code {name}/ts.m3u8}. */
    record TransportList(StreamName name) implements LivePath {}

    /** {@code {name}/rewind.m3u8}. */
    record RewindList(StreamName name) implements LivePath {}

    /** {@code {name}/init-{id}.mp4}. */
    record Init(StreamName name, String id) implements LivePath {}

    /** {@code {name}/{sequence}.m4s}: a whole segment. */
    record Fragment(StreamName name, long sequence) implements LivePath {}

    /** {@code {name}/{sequence}.{part}.m4s}: one part of a segment. */
    record Piece(StreamName name, long sequence, int part) implements LivePath {}

    /** {@code {name}/{sequence}.ts}: a whole segment as transport stream. */
    record Transport(StreamName name, long sequence) implements LivePath {}

    /**
     * {@code {name}/s/{token}/{file}}: a file under a session.
     *
     * @param token 1 to {@link #MAX_TOKEN} characters of base64url, not checked further
     * @param file  what is asked for: anything that stands beside it without a session, or {@code stream.flv}
     */
    record InSession(StreamName name, String token, LivePath file) implements LivePath {}

    /** What stands before every such path. */
    String PREFIX = "/live/";

    /** What stands before the token of a session, after the slash behind the name. */
    String SESSION = "s/";

    /** Longest token of a session, in characters. */
    int MAX_TOKEN = 160;

    /** Longest path that can name anything, in characters. */
    int MAX_LENGTH = 160 + SESSION.length() + MAX_TOKEN + 1;

    /** Reads a raw path; null when it names nothing. Escapes are not decoded, since no name needs one. */
    static @Nullable LivePath parse(String path) {
        if (!path.startsWith(PREFIX) || path.length() > MAX_LENGTH) {
            return null;
        }
        int slash = path.indexOf('/', PREFIX.length());
        int nameEnd = slash < 0 ? path.lastIndexOf('.') : slash;
        if (nameEnd < PREFIX.length()) {
            return null;
        }
        String name = path.substring(PREFIX.length(), nameEnd);
        if (!StreamName.isValid(name)) {
            return null;
        }
        return slash < 0
                ? top(new StreamName(name), path.substring(nameEnd))
                : inside(new StreamName(name), path.substring(slash + 1));
    }

    private static @Nullable LivePath top(StreamName name, String extension) {
        return switch (extension) {
            case ".m3u8" -> new Multivariant(name);
            case ".flv" -> new Flv(name);
            default -> null;
        };
    }

    private static @Nullable LivePath inside(StreamName name, String rest) {
        if (!rest.startsWith(SESSION)) {
            return file(name, rest);
        }
        int end = rest.indexOf('/', SESSION.length());
        if (end < 0 || !isToken(rest, SESSION.length(), end)) {
            return null;
        }
        String token = rest.substring(SESSION.length(), end);
        String last = rest.substring(end + 1);
        LivePath file = last.equals("stream.flv") ? new Flv(name) : file(name, last);
        return file == null ? null : new InSession(name, token, file);
    }

    private static boolean isToken(String text, int from, int to) {
        if (to == from || to - from > MAX_TOKEN) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean allowed = letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable LivePath file(StreamName name, String file) {
        return switch (file) {
            case "media.m3u8" -> new MediaList(name);
            case "ts.m3u8" -> new TransportList(name);
            case "rewind.m3u8" -> new RewindList(name);
            default -> media(name, file);
        };
    }

    private static @Nullable LivePath media(StreamName name, String file) {
        if (file.endsWith(".m4s")) {
            return fragment(name, file.substring(0, file.length() - 4));
        }
        if (file.endsWith(".ts")) {
            long sequence = Numbers.parse(file.substring(0, file.length() - 3));
            return sequence < 0 ? null : new Transport(name, sequence);
        }
        if (file.startsWith("init-") && file.endsWith(".mp4")) {
            return new Init(name, file.substring(5, file.length() - 4));
        }
        return null;
    }

    private static @Nullable LivePath fragment(StreamName name, String numbers) {
        int dot = numbers.indexOf('.');
        long sequence = Numbers.parse(dot < 0 ? numbers : numbers.substring(0, dot));
        if (sequence < 0) {
            return null;
        }
        if (dot < 0) {
            return new Fragment(name, sequence);
        }
        long part = Numbers.parse(numbers.substring(dot + 1));
        return part < 0 || part > Integer.MAX_VALUE ? null : new Piece(name, sequence, (int) part);
    }
}
