package dev.streamr.ingest.rtmp;

import dev.streamr.api.LimitExceededException;
import dev.streamr.api.LiveStream;
import dev.streamr.api.NameTakenException;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the commands of one client (section 7.2). For the connection's thread. */
final class Commands {

    private static final System.Logger LOG = System.getLogger(Commands.class.getName());

    /** Wrong keys of all clients share one line at a time. */
    private static final LogLimiter WRONG_KEYS = new LogLimiter(System::nanoTime);
    /** So do failures of the store. */
    private static final LogLimiter BROKEN_STORE = new LogLimiter(System::nanoTime);

    /** What Flash players want to see before they believe in a server. */
    private static final Amf.Obj SERVER = new Amf.Obj(
            Map.of("fmsVer", new Amf.Text("FMS/3,5,7,7009"), "capabilities", new Amf.Num(31)));

    private final RtmpConnection connection;
    private final RtmpContext context;
    private @Nullable String application;

    Commands(RtmpConnection connection, RtmpContext context) {
        this.connection = connection;
        this.context = context;
    }

    void handle(RtmpMessage.Command command) throws IOException, InterruptedException {
        switch (command.name()) {
            case "connect" -> connect(command);
            case "createStream" ->
                connection
                        .send(Replies.result(command.transaction(), Amf.Nothing.NULL, new Amf.Num(Replies.STREAM_ID)));
            case "publish" -> publish(pathOf(command));
            case "play" -> play(pathOf(command));
            case "FCUnpublish", "closeStream", "deleteStream" -> {
                connection.endRole();
                acknowledge(command);
            }
            case "_result", "_error", "onStatus" -> {
                // Answers to what was never asked.
            }
            default -> acknowledge(command);
        }
    }

    /** Peers wait for an answer to calls that only their own server knows: {@code _checkbw}, getStreamLength. */
    private void acknowledge(RtmpMessage.Command command) throws IOException {
        if (command.transaction() != 0) {
            connection.send(Replies.result(command.transaction(), Amf.Nothing.NULL, Amf.Nothing.NULL));
        }
    }

    private void connect(RtmpMessage.Command command) throws IOException {
        Amf properties = command.argument(0);
        String asked = properties.field("app").text();
        connection.send(Replies.preface());
        if (!StreamPath.isApplication(asked)) {
            connection.finish(CloseReason.WRONG_APPLICATION, Replies.error(command.transaction(),
                    "NetConnection.Connect.InvalidApp", "The application is rtmp://HOST/" + StreamPath.APPLICATION));
            return;
        }
        application = asked;
        connection.reconnects(EnhancedRtmp.reconnects(properties));
        Map<String, Amf> extra = new LinkedHashMap<>();
        extra.put("objectEncoding", new Amf.Num(0));
        if (EnhancedRtmp.asked(properties)) {
            extra.putAll(EnhancedRtmp.capabilities());
        }
        connection.send(Replies.connected(command.transaction(), SERVER, extra));
    }

    private StreamPath pathOf(RtmpMessage.Command command) throws RtmpException {
        if (application == null) {
            throw RtmpException.malformed(command.name() + " before connect");
        }
        if (!connection.idle()) {
            throw RtmpException.malformed("a second " + command.name() + " on one connection");
        }
        return StreamPath.of(application, command.argument(1).text());
    }

    private void publish(StreamPath path) throws IOException, InterruptedException {
        Optional<StreamName> name;
        try {
            name = context.gate().streamOf(path);
        } catch (RuntimeException e) {
            refuseForNow(e);
            return;
        }
        if (name.isEmpty()) {
            refuseKey(path);
            return;
        }
        context.brake().succeeded(connection.address());
        try {
            connection.publish(name.get());
        } catch (LimitExceededException | NameTakenException e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        if (!stillOpens(path, name.get())) {
            connection.close(CloseReason.REVOKED);
            return;
        }
        connection.send(Replies.userControl(RtmpMessage.UserControl.STREAM_BEGIN, Replies.STREAM_ID),
                Replies.streamStatus("status", "NetStream.Publish.Start", "Publishing " + name.get()));
    }

    /**
     * Whether the key is still good now that everybody can see who publishes. A key that was changed after the first
     * look and before that would otherwise stay in use: whoever changed it found nobody to cut off.
     */
    private boolean stillOpens(StreamPath path, StreamName name) {
        return context.gate().streamOf(path).filter(name::equals).isPresent();
    }

    private void refuseForNow(RuntimeException failure) throws IOException {
        long lines = BROKEN_STORE.permit();
        if (lines > 0) {
            LOG.log(Level.ERROR, "publishing refused, keys cannot be looked up: " + lines + " since the last such line",
                    failure);
        }
        refuse("The server cannot look up stream keys now; try again later.");
    }

    private void refuse(String words) throws IOException {
        connection.finish(CloseReason.REFUSED, Replies.streamStatus("error", "NetStream.Publish.Failed", words));
    }

    private void refuseKey(StreamPath path) throws IOException, InterruptedException {
        long lines = WRONG_KEYS.permit();
        if (lines > 0) {
            LOG.log(Level.WARNING, "publishing refused, wrong key: {0} since the last such line", lines);
        }
        Thread.sleep(context.brake().failed(connection.address()));
        String words = path.name().isEmpty() && path.key().isEmpty()
                ? "No stream key was given."
                : "The stream key is not valid. Use the key that 'streamr stream add' or 'rotate-key' printed.";
        connection.finish(CloseReason.BAD_KEY,
                Replies.streamStatus("error", "NetStream.Publish.BadName", words));
    }

    private void play(StreamPath path) throws IOException {
        Optional<LiveStream> stream = StreamName.isValid(path.name())
                ? context.streams().find(new StreamName(path.name())).filter(Commands::playable)
                : Optional.empty();
        if (stream.isEmpty()) {
            notFound("There is no live stream of this name.");
            return;
        }
        if (stream.get().relayed()) {
            notFound("This machine only relays this stream; play it at the address of its streamer.");
            return;
        }
        connection.play(stream.get(), Replies.userControl(RtmpMessage.UserControl.STREAM_BEGIN, Replies.STREAM_ID),
                Replies.streamStatus("status", "NetStream.Play.Reset", "Playing and resetting."),
                Replies.streamStatus("status", "NetStream.Play.Start", "Playing " + stream.get().name()));
    }

    private void notFound(String words) throws IOException {
        connection.finish(CloseReason.NOT_FOUND,
                Replies.streamStatus("error", "NetStream.Play.StreamNotFound", words));
    }

    private static boolean playable(LiveStream stream) {
        return stream.info().state() != StreamInfo.State.ENDED;
    }
}
