package dev.streamr.daemon.demo.viewer;

import dev.streamr.daemon.Image;
import dev.streamr.daemon.demo.viewer.MediaPlaylist.Piece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some seconds of a stream as a player got them, in memory.
 *
 * @param media what a decoder understands as one file
 */
public record Recording(ByteArrayOutputStream media) {

    private static final Pattern INIT = Pattern.compile("#EXT-X-MAP:URI=\"([^\"]+)\"");
    /** An answer that takes longer does not play. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 << 20;
    private static final int PIECE = 16 << 10;
    /** Other players get no parts where friends' machines carry the stream, but whole segments from these. */
    private static final String BROWSER = "Mozilla/5.0 (compatible; streamr)";

    /** Plays by LL-HLS: the init segment, then every part as soon as it is there. */
    public static Recording ofHls(HttpClient client, URI multivariant, Duration length)
            throws IOException, InterruptedException {
        String variants = new String(load(client, multivariant), StandardCharsets.UTF_8);
        URI media = multivariant.resolve(variants.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst().orElseThrow(() -> new IOException("the playlist names no media playlist")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = new String(load(client, media), StandardCharsets.UTF_8);
        Matcher init = INIT.matcher(text);
        if (!init.find()) {
            throw new IOException("the playlist names no init segment");
        }
        bytes.writeBytes(load(client, media.resolve(init.group(1))));
        long end = System.nanoTime() + length.toNanos();
        MediaPlaylist playlist = MediaPlaylist.parse(text);
        long sequence = 0;
        int part = 0;
        while (true) {
            for (Piece piece : playlist.from(sequence, part)) {
                bytes.writeBytes(load(client, media.resolve(piece.uri())));
                sequence = piece.part() < 0 ? piece.sequence() + 1 : piece.sequence();
                part = piece.part() < 0 ? 0 : piece.part() + 1;
            }
            if (playlist.ended() || System.nanoTime() >= end || bytes.size() > MOST_BYTES) {
                return new Recording(bytes);
            }
            playlist = MediaPlaylist
                    .parse(new String(load(client, media.resolve(playlist.blocking())), StandardCharsets.UTF_8));
        }
    }

    /** Plays by HTTP-FLV. */
    public static Recording ofFlv(HttpClient client, URI address, Duration length)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = accepted(response)) {
            long end = System.nanoTime() + length.toNanos();
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n >= 0 && System.nanoTime() < end && bytes.size() < MOST_BYTES; n = in
                    .read(piece)) {
                bytes.write(piece, 0, n);
            }
        }
        return new Recording(bytes);
    }

    private static byte[] load(HttpClient client, URI address) throws IOException, InterruptedException {
        return accepted(client.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).header("User-Agent", BROWSER).build(),
                BodyHandlers.ofByteArray()));
    }

    private static <T> T accepted(HttpResponse<T> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(response.uri().getPath() + " answers " + response.statusCode());
        }
        return response.body();
    }

    /**
     * How many pictures a decoder gets out of it.
     *
     * @param home folder of the image, in which FFmpeg is
     */
    public long pictures(Path home) throws IOException {
        Process ffmpeg = new ProcessBuilder(Image.ffmpeg(home).toString(), "-hide_banner", "-v", "quiet",
                "-i", "pipe:0", "-map", "0:v", "-f", "framecrc", "pipe:1")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Thread.ofVirtual().name("recording").start(() -> feed(ffmpeg.getOutputStream()));
            return ffmpeg.inputReader(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("0,")).count();
        } finally {
            ffmpeg.destroyForcibly();
        }
    }

    /** An FFmpeg that does not read on has seen enough; its count tells. */
    private void feed(OutputStream to) {
        try (to) {
            media.writeTo(to);
        } catch (IOException e) {
            System.getLogger(Recording.class.getName()).log(System.Logger.Level.DEBUG, "FFmpeg reads no further", e);
        }
    }
}
