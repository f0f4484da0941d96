package dev.streamr.ingest.rtmp;

import dev.streamr.api.LiveStream;
import dev.streamr.api.StreamName;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One client, from its first byte to the end. Its thread owns it: reads, answers, brings media in. Others only ask it to
 * close or to finish. The first reason that is given for the end counts.
 */
final class RtmpConnection implements Runnable {

    private static final System.Logger LOG = System.getLogger(RtmpConnection.class.getName());

    private final long id;
    private final String protocol;
    private final ClientAddress address;
    private final Transport transport;
    private final RtmpContext context;
    private final WireInput in;
    private final RtmpOutput out;
    private final ChunkReader reader;
    private final Commands commands;
    private final Watch watch;
    private final long openedNanos = System.nanoTime();
    private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong accountedIn = new AtomicLong();
    private final AtomicLong accountedOut = new AtomicLong();
    private volatile String detail = "";
    private volatile @Nullable PublishSession publishing;
    private volatile @Nullable PlaySession playing;
    private volatile boolean reconnects;
    private long acknowledged;
    private int windowBytes = Replies.WINDOW_BYTES;

    /**
     * @param id       what the log calls it
     * @param protocol {@code rtmp} or {@code rtmps}
     */
    RtmpConnection(long id, String protocol, ClientAddress address, Transport transport, RtmpContext context) {
        this.id = id;
        this.protocol = protocol;
        this.address = address;
        this.transport = transport;
        this.context = context;
        this.in = new WireInput(this::receive);
        this.out = new RtmpOutput(transport);
        this.reader = new ChunkReader(in, context.limits());
        this.commands = new Commands(this, context);
        this.watch = new Watch(context.limits());
    }

    @Override
    public void run() {
        context.metrics().opened(protocol);
        LOG.log(Level.INFO, "{0} opened", this);
        try {
            Handshake.accept(in, out, ThreadLocalRandom.current());
            watch.enter(Watch.Phase.COMMAND);
            serve();
        } catch (RtmpException e) {
            close(e.reason(), e.getMessage());
        } catch (SSLException e) {
            close(watch.in(Watch.Phase.HANDSHAKE) ? CloseReason.MALFORMED : CloseReason.CLIENT_LEFT, "TLS failed");
        } catch (IOException e) {
            close(CloseReason.CLIENT_LEFT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(CloseReason.SHUTDOWN);
        } catch (RuntimeException e) {
            fault(e);
        } finally {
            release();
        }
    }

    private void serve() throws IOException, InterruptedException {
        while (!watch.in(Watch.Phase.LEAVING)) {
            handle(RtmpMessage.of(reader.read()));
        }
        in.discardAll();
    }

    private void handle(RtmpMessage message) throws IOException, InterruptedException {
        switch (message) {
            case RtmpMessage.SetChunkSize(int bytes) -> reader.chunkSize(bytes);
            case RtmpMessage.Abort(int chunkStreamId) -> reader.abort(chunkStreamId);
            case RtmpMessage.Window(int bytes) -> windowBytes = Math.clamp(bytes, 1, Replies.WINDOW_BYTES);
            case RtmpMessage.UserControl(int event, int value) -> {
                if (event == RtmpMessage.UserControl.PING_REQUEST) {
                    send(Replies.userControl(RtmpMessage.UserControl.PING_RESPONSE, value));
                }
            }
            case RtmpMessage.Command command -> commands.handle(command);
            case RtmpMessage.Media media -> media(media);
            case RtmpMessage.Aggregate aggregate -> {
                for (RtmpMessage.Media media : AggregateMessages.split(aggregate)) {
                    media(media);
                }
            }
            case RtmpMessage.Ignored _ -> {
            }
        }
    }

    private void media(RtmpMessage.Media media) throws IOException {
        PublishSession session = publishing;
        if (session != null) {
            if (media.type() != MessageType.DATA_AMF0) {
                watch.active();
            }
            session.media(media);
        }
    }

    /** Reads from the socket, and acknowledges as often as the peer wants, also in the middle of a long message. */
    private int receive(byte[] buffer, int offset, int length) throws IOException {
        int count = transport.read(buffer, offset, length);
        if (count > 0) {
            long total = received.addAndGet(count);
            if (total - acknowledged >= windowBytes && !watch.in(Watch.Phase.HANDSHAKE)) {
                acknowledged = total;
                send(Replies.acknowledgement(total));
            }
        }
        return count;
    }

    /** Sends messages, all of them whole. */
    void send(byte[]... messages) throws IOException {
        for (byte[] message : messages) {
            out.send(message);
        }
    }

    ClientAddress address() {
        return address;
    }

    /** Whether it neither publishes nor plays. */
    boolean idle() {
        return publishing == null && playing == null;
    }

    boolean isPublishing() {
        return publishing != null;
    }

    /** The client said that it follows reconnect requests. */
    void reconnects(boolean able) {
        reconnects = able;
    }

    /** Starts publishing. On the connection's thread. */
    void publish(StreamName name) {
        Broadcast broadcast = context.broadcasts().open(name, protocol, this);
        in.widen();
        publishing = new PublishSession(name, broadcast, context.metrics());
        context.metrics().publishing(1);
        detail = "published " + name;
        watch.enter(Watch.Phase.PUBLISHING);
    }

    /** Starts playing. On the connection's thread. */
    void play(LiveStream stream) {
        PlaySession session = new PlaySession(stream, out, this);
        playing = session;
        detail = "played " + stream.name();
        watch.enter(Watch.Phase.PLAYING);
        session.start();
    }

    /** The client says that it is done with what it published or played. On the connection's thread. */
    void endRole() {
        boolean published = publishing != null;
        endSessions(CloseReason.FINISHED);
        if (published) {
            reason.compareAndSet(null, CloseReason.FINISHED);
        }
        watch.enter(Watch.Phase.COMMAND);
    }

    /** Ends the connection at once. From any thread. */
    void close(CloseReason why) {
        reason.compareAndSet(null, why);
        transport.close();
    }

    private void close(CloseReason why, @Nullable String words) {
        if (reason.compareAndSet(null, why) && words != null) {
            detail = detail.isEmpty() ? words : detail + ", " + words;
        }
        transport.close();
    }

    /** Ends the connection because of a fault of ours. From any thread. */
    void fault(RuntimeException fault) {
        LOG.log(Level.ERROR, this + " met an internal fault", fault);
        close(CloseReason.FAULT);
    }

    /** Says something last and lets the client close; it has a moment for that. From any thread. */
    void finish(CloseReason why, byte[]... messages) throws IOException {
        if (reason.compareAndSet(null, why)) {
            send(messages);
            transport.shutdownOutput();
            watch.enter(Watch.Phase.LEAVING);
        }
    }

    /** Asks the client to connect again elsewhere or later; true when it can understand that. From any thread. */
    boolean askToReconnect() {
        if (!reconnects) {
            return false;
        }
        try {
            send(Replies.reconnectRequest());
            return true;
        } catch (IOException e) {
            close(CloseReason.CLIENT_LEFT);
            return false;
        }
    }

    /** Looks after time-outs and take-overs; called a few times a second. */
    void check(long nowNanos) {
        account();
        PublishSession session = publishing;
        if (session != null && session.superseded()) {
            close(CloseReason.TAKEN_OVER);
        }
        watch.expired(nowNanos, out.stalledNanos(nowNanos)).ifPresent(this::close);
    }

    private void release() {
        transport.close();
        CloseReason why = Objects.requireNonNullElse(reason.get(), CloseReason.CLIENT_LEFT);
        endSessions(why);
        account();
        context.metrics().closed(protocol, why);
        long seconds = (System.nanoTime() - openedNanos) / 1_000_000_000;
        LOG.log(Level.INFO, "{0} closed: {1}{2}; {3} s, {4} bytes in, {5} bytes out", this, why.words(),
                detail.isEmpty() ? "" : " (" + detail + ")", seconds, received.toString(), Long.toString(out.sent()));
    }

    private void endSessions(CloseReason why) {
        PublishSession published = publishing;
        if (published != null) {
            publishing = null;
            context.broadcasts().end(published.name(), published.broadcast(), PublishSession.endFor(why));
            context.metrics().publishing(-1);
        }
        PlaySession played = playing;
        if (played != null) {
            playing = null;
            played.close();
            if (played.skippedTags() > 0) {
                detail = detail + ", too slow for " + played.skippedTags() + " tags";
            }
        }
    }

    private void account() {
        long in = received.get();
        long sent = out.sent();
        context.metrics().bytes(in - accountedIn.getAndSet(in), sent - accountedOut.getAndSet(sent));
    }

    /** What the log calls it; never an address. */
    @Override
    public String toString() {
        return protocol + "-" + id;
    }
}
