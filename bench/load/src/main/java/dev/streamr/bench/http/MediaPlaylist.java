package dev.streamr.bench.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a player takes from a media playlist (RFC 8216, LL-HLS).
 *
 * @param next     number of the segment that is not complete yet
 * @param segments the complete segments that are named, the newest last; its number is {@code next - 1}
 * @param parts    the parts that are named, the newest last
 * @param growing  how many parts of segment {@code next} are there
 * @param delta    whether older segments may be left out on request
 * @param targetSeconds EXT-X-TARGETDURATION
 */
public record MediaPlaylist(long next, List<String> segments, List<String> parts, int growing, boolean delta,
        int targetSeconds) {

    public MediaPlaylist {
        segments = List.copyOf(segments);
        parts = List.copyOf(parts);
    }

    /** Reads a playlist; an unknown line is left out. */
    public static MediaPlaylist parse(String text) {
        long sequence = 0;
        boolean delta = false;
        int target = 2;
        int growing = 0;
        List<String> segments = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("#EXT-X-PART:")) {
                parts.add(attribute(line, "URI"));
                growing++;
            } else if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
                sequence += Long.parseLong(value(line));
            } else if (line.startsWith("#EXT-X-SKIP:")) {
                sequence += Long.parseLong(line.replaceFirst(".*SKIPPED-SEGMENTS=(\\d+).*", "$1"));
            } else if (line.startsWith("#EXT-X-TARGETDURATION:")) {
                target = Integer.parseInt(value(line));
            } else if (line.startsWith("#EXT-X-SERVER-CONTROL:")) {
                delta = line.contains("CAN-SKIP-UNTIL");
            } else if (!line.isBlank() && !line.startsWith("#")) {
                segments.add(line.strip());
                growing = 0;
            }
        }
        return new MediaPlaylist(sequence + segments.size(), segments, parts, growing, delta, target);
    }

    /** The first playlist that a multivariant playlist names. */
    public static String firstVariant(String multivariant) {
        return multivariant.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variant in the playlist")).strip();
    }

    /** The path of a reference found in the document at {@code base}; both are paths on the same server. */
    public static String resolve(String base, String reference) {
        return URI.create(base).resolve(reference).toString();
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private static String attribute(String line, String name) {
        int start = line.indexOf(name + "=\"") + name.length() + 2;
        return line.substring(start, line.indexOf('"', start));
    }
}
