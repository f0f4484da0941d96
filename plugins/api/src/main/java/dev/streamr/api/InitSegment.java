package dev.streamr.api;

import java.util.List;

/**
 * What a decoder needs before the first part: the EXT-X-MAP of fMP4; empty for MPEG-TS, whose segments carry it
 * themselves. Two segments with an equal {@code id} need the same one.
 *
 * @param id     the first 16 hexadecimal digits of the SHA-256 over bytes and codecs; part of the URL
 * @param bytes  ftyp and moov, or nothing; shared, nobody changes them
 * @param tracks the tracks, video first
 */
public record InitSegment(String id, byte[] bytes, List<Track> tracks) {

    public InitSegment {
        tracks = List.copyOf(tracks);
    }
}
