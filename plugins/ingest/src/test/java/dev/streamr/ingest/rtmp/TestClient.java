package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An RTMP client that does what a test tells it, right or wrong. */
final class TestClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    final Socket socket;
    private final WireInput in;
    private final ChunkReader reader;

    /** Connects and shakes hands, no more. */
    TestClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    TestClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new WireInput(socket.getInputStream()::read);
        reader = new ChunkReader(in, RtmpLimits.DEFAULTS);
        byte[] hello = new byte[1 + HandshakeDigest.PACKET_BYTES];
        hello[0] = 3;
        raw(hello);
        in.readFully(new byte[1 + 2 * HandshakeDigest.PACKET_BYTES], 0, 1 + 2 * HandshakeDigest.PACKET_BYTES);
        raw(new byte[HandshakeDigest.PACKET_BYTES]);
    }

    static TestClient connected(int port) throws IOException {
        TestClient client = new TestClient(port);
        client.connect("live");
        return client;
    }

    static TestClient publisher(int port, String key) throws IOException {
        TestClient client = connected(port);
        client.command("publish", 5, Amf.Nothing.NULL, new Amf.Text(key), new Amf.Text("live"));
        client.awaitStatus("NetStream.Publish.Start");
        return client;
    }

    static TestClient player(int port, String name) throws IOException {
        TestClient client = connected(port);
        client.command("play", 5, Amf.Nothing.NULL, new Amf.Text(name));
        client.awaitStatus("NetStream.Play.Start");
        return client;
    }

    RtmpMessage.Command connect(String application) throws IOException {
        return connect(Map.of("app", new Amf.Text(application)));
    }

    RtmpMessage.Command connect(Map<String, Amf> properties) throws IOException {
        command("connect", 1, new Amf.Obj(properties));
        return awaitCommand(command -> command.transaction() == 1);
    }

    void command(String name, double transaction, Amf... arguments) throws IOException {
        List<Amf> values = new ArrayList<>(List.of(new Amf.Text(name), new Amf.Num(transaction)));
        values.addAll(List.of(arguments));
        message(MessageType.COMMAND_AMF0, 0, Amf0Writer.encode(values));
    }

    /** Sends a message in chunks of the initial size. */
    void message(int type, int timestamp, byte[] payload) throws IOException {
        raw(Chunks.message(type, timestamp, payload, ChunkReader.INITIAL_CHUNK_BYTES));
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next message; chunk sizes are followed. */
    RtmpMessage next() throws IOException {
        RtmpMessage message = RtmpMessage.of(reader.read());
        if (message instanceof RtmpMessage.SetChunkSize(int bytes)) {
            reader.chunkSize(bytes);
        }
        return message;
    }

    RtmpMessage.Command awaitCommand(Predicate<RtmpMessage.Command> wanted) throws IOException {
        while (true) {
            if (next() instanceof RtmpMessage.Command command && wanted.test(command)) {
                return command;
            }
        }
    }

    /** Waits for this status and returns its description. */
    String awaitStatus(String code) throws IOException {
        return awaitCommand(command -> code(command).equals(code)).argument(1).field("description").text();
    }

    static String code(RtmpMessage.Command command) {
        return command.argument(1).field("code").text();
    }

    /** Waits until the server closes, and swallows what it still says. */
    void awaitClosed() throws IOException {
        try {
            in.discardAll();
        } catch (SocketException e) {
            // A reset is an end too.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
