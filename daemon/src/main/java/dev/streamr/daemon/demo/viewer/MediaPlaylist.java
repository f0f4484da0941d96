package dev.streamr.daemon.demo.viewer;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a viewer takes from a media playlist.
 *
 * @param pieces   all that can be loaded, oldest first: the parts of a segment, or the whole where no parts are named
 * @param next     number of the segment that the next part belongs to
 * @param nextPart number of the next part
 * @param partTarget no part is longer
 * @param holdBack how far a player stays behind the end
 * @param skips    whether older segments may be left out on request
 * @param ended    whether nothing more comes
 */
record MediaPlaylist(List<Piece> pieces, long next, int nextPart, Duration partTarget, Duration holdBack, boolean skips,
        boolean ended) {

    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z-]+)=(\"[^\"]*\"|[^,]*)");
    private static final int MOST_LINES = 20_000;

    MediaPlaylist {
        pieces = List.copyOf(pieces);
    }

    /**
     * A part, or a whole segment.
     *
     * @param part          -1: the whole
     * @param programMicros of its begin, since 1970
     */
    record Piece(long sequence, int part, String uri, long durationMicros, long programMicros, boolean independent) {

        /** Its name in receipts. */
        String object() {
            return part < 0 ? Long.toString(sequence) : sequence + "." + part;
        }

        long endMicros() {
            return programMicros + durationMicros;
        }

        /** Whether this or something after it is at this place. */
        boolean reaches(long atSequence, int atPart) {
            boolean later = part >= atPart || (part < 0 && atPart == 0);
            return sequence > atSequence || (sequence == atSequence && later);
        }
    }

    /**
     * Reads a playlist; lines that say nothing to a viewer are left out.
     *
     * @throws IllegalArgumentException when it is none
     */
    static MediaPlaylist parse(String text) {
        if (!text.startsWith("#EXTM3U")) {
            throw new IllegalArgumentException("no playlist");
        }
        Reader reader = new Reader();
        text.lines().limit(MOST_LINES).forEach(reader::line);
        return reader.playlist();
    }

    /** What comes from this place on. */
    List<Piece> from(long sequence, int part) {
        return pieces.stream().filter(piece -> piece.reaches(sequence, part)).toList();
    }

    /** Where to begin: the last piece that can be decoded alone and lies at the hold-back or before. */
    List<Piece> beginning() {
        long end = pieces.isEmpty() ? 0 : pieces.getLast().endMicros();
        int start = 0;
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).independent() && pieces.get(i).programMicros() <= end - holdBack.toNanos() / 1000) {
                start = i;
            }
        }
        return pieces.subList(start, pieces.size());
    }

    /** The name to ask for the next change by. */
    String blocking() {
        return "media.m3u8?_HLS_msn=" + next + "&_HLS_part=" + nextPart + (skips ? "&_HLS_skip=YES" : "");
    }

    private static final class Reader {

        private final List<Piece> pieces = new ArrayList<>();
        private final List<Piece> parts = new ArrayList<>();
        private long sequence;
        private long program;
        private long segmentMicros;
        private Duration partTarget = Duration.ofMillis(500);
        private Duration holdBack = Duration.ofMillis(1500);
        private boolean skips;
        private boolean ended;
        private boolean gap;

        void line(String line) {
            int colon = line.indexOf(':');
            String value = colon < 0 ? "" : line.substring(colon + 1);
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "#EXT-X-MEDIA-SEQUENCE" -> sequence += Long.parseLong(value.strip());
                case "#EXT-X-SKIP" -> sequence += Long.parseLong(attribute(value, "SKIPPED-SEGMENTS"));
                case "#EXT-X-PART-INF" -> partTarget = seconds(value, "PART-TARGET");
                case "#EXT-X-SERVER-CONTROL" -> control(value);
                case "#EXT-X-PROGRAM-DATE-TIME" -> program = micros(value.strip());
                case "#EXT-X-PART" -> part(value);
                case "#EXT-X-GAP" -> gap = true;
                case "#EXTINF" -> segmentMicros = toMicros(value.substring(0, value.indexOf(',')));
                case "#EXT-X-ENDLIST" -> ended = true;
                default -> {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        segment(line.strip());
                    }
                }
            }
        }

        private void control(String value) {
            holdBack = seconds(value, "PART-HOLD-BACK");
            skips = value.contains("CAN-SKIP-UNTIL");
        }

        private void part(String value) {
            long micros = seconds(value, "DURATION").toNanos() / 1000;
            long start = parts.isEmpty() ? program : parts.getLast().endMicros();
            parts.add(
                    new Piece(sequence, parts.size(), value.contains("GAP=YES") ? "" : attribute(value, "URI"), micros,
                            start, value.contains("INDEPENDENT=YES")));
        }

        private void segment(String uri) {
            if (!gap && parts.isEmpty()) {
                pieces.add(new Piece(sequence, -1, uri, segmentMicros, program, true));
            } else if (!gap) {
                addParts();
            }
            parts.clear();
            gap = false;
            program += segmentMicros;
            sequence++;
        }

        /** Parts without bytes have no address here: there is nothing to load. */
        private void addParts() {
            parts.stream().filter(part -> !part.uri().isEmpty()).forEach(pieces::add);
        }

        MediaPlaylist playlist() {
            int nextPart = parts.size();
            addParts();
            return new MediaPlaylist(pieces, sequence, nextPart, partTarget, holdBack, skips, ended);
        }

        private static Duration seconds(String list, String name) {
            return Duration.ofNanos(1000 * toMicros(attribute(list, name)));
        }

        private static long toMicros(String seconds) {
            return Math.round(Double.parseDouble(seconds) * 1e6);
        }

        private static long micros(String date) {
            Instant time = OffsetDateTime.parse(date).toInstant();
            return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
        }

        private static String attribute(String list, String name) {
            Matcher attributes = ATTRIBUTE.matcher(list);
            while (attributes.find()) {
                if (attributes.group(1).equals(name)) {
                    return attributes.group(2).replace("\"", "");
                }
            }
            throw new IllegalArgumentException(name + " is missing");
        }
    }
}
