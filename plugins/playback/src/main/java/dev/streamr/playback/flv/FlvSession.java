package dev.streamr.playback.flv;

import dev.streamr.api.HttpEndpoints.DirectResponse;
import dev.streamr.api.TagBatch;
import dev.streamr.api.TagReader;
import dev.streamr.playback.http.Asked;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;

/** One HTTP-FLV viewer, from the first byte to the last. Its thread is the request's. */
final class FlvSession {

    /** How a session ended. */
    enum End {
        /** The stream is over. */
        STREAM_ENDED("the stream ended"),
        /** The viewer closed the connection. */
        VIEWER_LEFT("the viewer left"),
        /** The viewer took no bytes for the write time-out. */
        TOO_SLOW("the viewer takes nothing any more"),
        /** The daemon stops. */
        STOPPED("the daemon stops");

        private final String words;

        End(String words) {
            this.words = words;
        }

        /** The reason in metrics. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** While nothing comes from the publisher, a sign of life is written this often. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    private final Asked asked;
    private final TagReader reader;
    private final DirectResponse response;
    private long bytes;
    private long lastMillis;

    FlvSession(Asked asked, TagReader reader, DirectResponse response) {
        this.asked = asked;
        this.reader = reader;
        this.response = response;
    }

    /** Bytes that were written. */
    long bytes() {
        return bytes;
    }

    /** Writes until somebody ends it. */
    End run() {
        try {
            boolean started = false;
            while (true) {
                TagReader.Next next = reader.next(SIGN_OF_LIFE);
                TagBatch batch = next.batch();
                if (next.outcome() == TagReader.Outcome.ENDED) {
                    write(FlvHead.END);
                    return End.STREAM_ENDED;
                }
                if (batch != null) {
                    if (!started) {
                        write(FlvHead.fileHeader(batch.tags(), asked.stream().info().tracks()));
                        started = true;
                    }
                    lastMillis = batch.tags().isEmpty() ? lastMillis : batch.tags().getLast().timestampMillis();
                    write(batch.encoded(FlvEncoding.INSTANCE));
                } else if (started) {
                    write(FlvHead.signOfLife(lastMillis));
                }
            }
        } catch (SocketTimeoutException e) {
            return End.TOO_SLOW;
        } catch (IOException e) {
            return End.VIEWER_LEFT;
        } catch (InterruptedException e) {
            // The HTTP server interrupts a request whose client has gone.
            Thread.currentThread().interrupt();
            return End.VIEWER_LEFT;
        }
    }

    private void write(byte[] wire) throws IOException {
        response.write(wire, 0, wire.length);
        bytes += wire.length;
        reader.delivered(wire.length);
        asked.session().ifPresent(session -> session.delivered(wire.length));
    }
}
