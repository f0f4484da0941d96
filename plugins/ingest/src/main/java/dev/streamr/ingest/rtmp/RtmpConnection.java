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

    /**
     * The longest message of a client that does not publish: commands only. Without it whoever connects could have a
     * node hold twice the longest message for every connection.
     */
    private static final int MAX_COMMAND_BYTES = 64 * 1024;

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
    private final Increments receivedSince = new Increments();
    private final Increments sentSince = new Increments();
    private volatile String detail = "";
    private volatile @Nullable PublishSession publishing;
    private volatile @Nullable PlaySession playing;
    private volatile boolean reconnects;
    private boolean finished;
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
        reader.messageBound(MAX_COMMAND_BYTES);
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
            close(unspoken());
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
            case RtmpMessage.Window(int bytes) -> {
                windowBytes = Math.clamp(bytes, 1, Replies.WINDOW_BYTES);
                acknowledge();
            }
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
            received.addAndGet(count);
            acknowledge();
        }
        return count;
    }

    /** When a window is full. What a new window counts may already have been read with the message that sets it. */
    private void acknowledge() throws IOException {
        long total = received.get();
        if (total - acknowledged >= windowBytes && !watch.in(Watch.Phase.HANDSHAKE)) {
            acknowledged = total;
            send(Replies.acknowledgement(total));
        }
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
        reader.messageBound(context.limits().maxMessageBytes());
        publishing = new PublishSession(name, broadcast, context.metrics());
        finished = false;
        context.metrics().publishing(1);
        detail = "published " + name;
        watch.enter(Watch.Phase.PUBLISHING);
    }

    /** Starts playing, after these words. On the connection's thread. */
    void play(LiveStream stream, byte[]... welcome) throws IOException {
        PlaySession session = new PlaySession(stream, out, this);
        playing = session;
        detail = "played " + stream.name();
        watch.enter(Watch.Phase.PLAYING);
        send(welcome);
        session.start();
    }

    /** The client says that it is done with what it published or played. On the connection's thread. */
    void endRole() {
        if (idle()) {
            return;
        }
        finished = isPublishing();
        endSessions(CloseReason.FINISHED);
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

    /** Whether it is a publisher that follows reconnect requests. */
    boolean canReconnect() {
        return reconnects && isPublishing();
    }

    /** Asks the client to connect again elsewhere or later. From any thread; waits while the client takes no bytes. */
    void askToReconnect() {
        try {
            send(Replies.reconnectRequest());
        } catch (IOException e) {
            close(CloseReason.CLIENT_LEFT);
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
        CloseReason why = Objects.requireNonNullElse(reason.get(), unspoken());
        endSessions(why);
        account();
        context.metrics().closed(protocol, why);
        long seconds = (System.nanoTime() - openedNanos) / 1_000_000_000;
        LOG.log(Level.INFO, "{0} closed: {1}{2}; {3} s, {4} bytes in, {5} bytes out", this, why.words(),
                detail.isEmpty() ? "" : " (" + detail + ")", seconds, received.toString(), Long.toString(out.sent()));
    }

    /** Why the client went when nobody said so: all is well after a publisher that had finished. */
    private CloseReason unspoken() {
        return finished ? CloseReason.FINISHED : CloseReason.CLIENT_LEFT;
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
        context.metrics().bytes(receivedSince.upTo(received.get()), sentSince.upTo(out.sent()));
    }

    /** What the log calls it; never an address. */
    @Override
    public String toString() {
        return protocol + "-" + id;
    }
}
