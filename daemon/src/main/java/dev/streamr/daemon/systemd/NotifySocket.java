package dev.streamr.daemon.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * sd_notify(3) without libsystemd: each message is one datagram to {@code $NOTIFY_SOCKET}, an AF_UNIX socket that the
 * JDK cannot write to.
 */
final class NotifySocket {

    /** The calls of libc that it takes. */
    interface LibC extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        NativeLong sendto(int socket, byte[] message, NativeLong length, int flags, byte[] address, int addressLength)
                throws LastErrorException;

        int close(int socket) throws LastErrorException;
    }

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** sun_path of struct sockaddr_un holds 108 bytes with its final zero. */
    private static final int LONGEST_PATH = 107;

    private final LibC libc;
    private final byte[] address;

    private NotifySocket(LibC libc, byte[] address) {
        this.libc = libc;
        this.address = address;
    }

    /** The socket that the service manager gave us, if there is one. */
    static Optional<NotifySocket> open(Map<String, String> environment) {
        String path = environment.getOrDefault("NOTIFY_SOCKET", "");
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (!Platform.isLinux() || bytes.length > LONGEST_PATH || !(path.startsWith("/") || path.startsWith("@"))) {
            return Optional.empty();
        }
        return Optional.of(new NotifySocket(Native.load("c", LibC.class), address(bytes)));
    }

    /** A struct sockaddr_un of exact length: the name of an abstract socket ({@code @…}) ends where the address ends. */
    private static byte[] address(byte[] path) {
        byte[] address = new byte[2 + path.length];
        address[ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 1] = AF_UNIX;
        System.arraycopy(path, 0, address, 2, path.length);
        if (path[0] == '@') {
            address[2] = 0;
        }
        return address;
    }

    /** Sends assignments, one per line. */
    void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            int socket = libc.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            try {
                libc.sendto(socket, bytes, new NativeLong(bytes.length), MSG_NOSIGNAL, address, address.length);
            } finally {
                libc.close(socket);
            }
        } catch (LastErrorException e) {
            throw new IOException("the service manager cannot be told: " + e.getMessage(), e);
        }
    }
}
