package dev.streamr.bench.rtmp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Opens an RTMP connection as publisher or player. The commands are sent ahead of their answers (every server numbers
 * the first stream 1); the answers come first in what the caller reads.
 */
public final class RtmpSession {

    private static final int HANDSHAKE = 1536;

    private RtmpSession() {}

    /** Shakes hands and sends connect, createStream and publish. */
    static SocketChannel publish(InetSocketAddress server, String application, String stream) throws IOException {
        return open(server, application, new Chunks()
                .absolute(Chunks.COMMAND, 20, 1, 0, Amf.command("publish", 3, null, stream, "live")).toBytes());
    }

    /** Shakes hands and sends connect, createStream and play. */
    public static SocketChannel play(InetSocketAddress server, String application, String stream) throws IOException {
        return open(server, application,
                new Chunks().absolute(Chunks.COMMAND, 20, 1, 0, Amf.command("play", 3, null, stream)).toBytes());
    }

    private static SocketChannel open(InetSocketAddress server, String application, byte[] last) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer hello = ByteBuffer.allocate(1 + HANDSHAKE).put(0, (byte) 3);
            writeAll(channel, hello);
            byte[] answer = new byte[1 + 2 * HANDSHAKE];
            new DataInputStream(channel.socket().getInputStream()).readFully(answer);
            writeAll(channel, ByteBuffer.wrap(answer, 1, HANDSHAKE));
            writeAll(channel, ByteBuffer.wrap(opening(server, application)));
            writeAll(channel, ByteBuffer.wrap(last));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] opening(InetSocketAddress server, String application) {
        String url = "rtmp://" + server.getHostString() + ":" + server.getPort() + "/" + application;
        byte[] connect = new Amf().string("connect").number(1)
                .object("app", application, "type", "nonprivate", "flashVer", "FMLE/3.0", "tcUrl", url).toBytes();
        return new Chunks()
                .absolute(Chunks.CONTROL, 1, 0, 0, ByteBuffer.allocate(4).putInt(Chunks.SIZE).array())
                .absolute(Chunks.COMMAND, 20, 0, 0, connect)
                .absolute(Chunks.COMMAND, 20, 0, 0, Amf.command("createStream", 2, (String) null)).toBytes();
    }

    /** The message that tells the sender how many bytes arrived since the start, modulo 2^32. */
    public static ByteBuffer acknowledgement(long bytes) {
        byte[] count = ByteBuffer.allocate(4).putInt((int) bytes).array();
        return ByteBuffer.wrap(new Chunks().absolute(Chunks.CONTROL, 3, 0, 0, count).toBytes());
    }

    /** Writes until nothing remains. */
    public static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) < 0) {
                throw new EOFException("the server closed");
            }
        }
    }
}
