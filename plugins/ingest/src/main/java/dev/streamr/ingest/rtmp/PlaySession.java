package dev.streamr.ingest.rtmp;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.TagBatch;
import dev.streamr.api.TagReader;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client that watches: a thread of its own that writes batches, each encoded once for all players. The connection's
 * thread goes on reading, so it sees the client leave even when the stream is silent.
 */
final class PlaySession implements AutoCloseable {

    /** How long one wait for a batch lasts; the end of the session is noticed at once in any case. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final LiveStream stream;
    private final RtmpOutput out;
    private final RtmpConnection connection;
    private final TagReader reader;
    private volatile boolean closed;

    PlaySession(LiveStream stream, RtmpOutput out, RtmpConnection connection) {
        this.stream = stream;
        this.out = out;
        this.connection = connection;
        this.reader = stream.follow(Protocol.RTMP);
    }

    /** Starts writing. */
    void start() {
        Thread.ofVirtual().name(connection + "-play").start(this::run);
    }

    LiveStream stream() {
        return stream;
    }

    long skippedTags() {
        return reader.skippedTags();
    }

    /** Stops writing; the stream counts one viewer less. */
    @Override
    public void close() {
        closed = true;
        reader.close();
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = write(reader.next(WAIT));
            }
            if (!closed) {
                connection.finish(CloseReason.STREAM_ENDED, goodbye());
            }
        } catch (IOException e) {
            connection.close(CloseReason.CLIENT_LEFT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.close(CloseReason.SHUTDOWN);
        } catch (RuntimeException e) {
            connection.fault(e);
        }
    }

    private boolean write(TagReader.Next next) throws IOException {
        return switch (next.outcome()) {
            case BATCH -> {
                deliver(next.batch());
                yield true;
            }
            case IDLE -> true;
            case ENDED -> false;
        };
    }

    private void deliver(@Nullable TagBatch batch) throws IOException {
        if (batch != null) {
            byte[] bytes = batch.encoded(RtmpTagEncoding.INSTANCE);
            out.send(bytes);
            reader.delivered(bytes.length);
        }
    }

    /** How a player learns that the stream is over. */
    private static byte[][] goodbye() {
        return new byte[][]{Replies.userControl(RtmpMessage.UserControl.STREAM_EOF, Replies.STREAM_ID),
                Replies.streamStatus("status", "NetStream.Play.UnpublishNotify", "The stream is over.")};
    }
}
