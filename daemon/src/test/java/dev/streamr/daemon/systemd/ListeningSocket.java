package dev.streamr.daemon.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;

/** The service manager's end: a datagram socket of AF_UNIX. */
public final class ListeningSocket implements AutoCloseable {

    /** The calls of libc that it takes. */
    public interface LibC extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int socket, byte[] address, int length) throws LastErrorException;

        int setsockopt(int socket, int level, int option, byte[] value, int length) throws LastErrorException;

        NativeLong recv(int socket, byte[] buffer, NativeLong length, int flags) throws LastErrorException;

        int close(int socket) throws LastErrorException;
    }

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final byte PATIENCE_SECONDS = 20;

    private final LibC libc = Native.load("c", LibC.class);
    private final int socket;

    public ListeningSocket(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[2 + path.length];
        address[0] = 1;
        System.arraycopy(path, 0, address, 2, path.length);
        if (path[0] == '@') {
            address[2] = 0;
        }
        socket = libc.socket(1, 2, 0);
        libc.bind(socket, address, address.length);
        byte[] timeval = new byte[16];
        timeval[0] = PATIENCE_SECONDS;
        libc.setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, timeval, timeval.length);
    }

    /** The next message; fails when none comes. */
    public String next() {
        byte[] buffer = new byte[4096];
        int length = libc.recv(socket, buffer, new NativeLong(buffer.length), 0).intValue();
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        libc.close(socket);
    }
}
