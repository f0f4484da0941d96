package dev.streamr.ingest.rtmp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address, which one household or server has to
 * itself. Only ever compared, never written anywhere.
 *
 * @param network the bytes that are compared
 */
record ClientAddress(ByteBuffer network) {

    private static final int NETWORK_BYTES = 8;

    static ClientAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        int length = address instanceof Inet6Address ? NETWORK_BYTES : bytes.length;
        return new ClientAddress(ByteBuffer.wrap(bytes, 0, length).slice().asReadOnlyBuffer());
    }

    @Override
    public String toString() {
        return "ClientAddress[hidden]";
    }
}
