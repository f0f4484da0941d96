package dev.streamr.playback.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body as it goes over the wire, in one or two encodings.
 *
 * @param mediaType the {@code Content-Type}
 * @param tag       what stands between the quotes of its strong ETag; the gzipped twin has {@code -gz} appended
 * @param plain     the bytes
 * @param gzip      the bytes gzipped, or null where compressing does not pay
 */
record Content(String mediaType, String tag, byte[] plain, byte @Nullable [] gzip) {

    /** Content whose gzipped twin was made by the build. */
    static Content of(String mediaType, byte[] plain, byte @Nullable [] gzip) {
        return new Content(mediaType, tagOf(plain), plain, gzip);
    }

    /** Content made for one request. */
    static Content compressed(String mediaType, byte[] plain) {
        return of(mediaType, plain, gzipped(plain));
    }

    private static String tagOf(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] gzipped(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
