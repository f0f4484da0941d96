package dev.streamr.relay.origin.node;

/**
 * A place on the Internet, from which it cannot be told which: a salted hash of a /24 (IPv4) or /64 (IPv6), other every
 * day.
 *
 * @param hash   16 hexadecimal digits; empty when it is not known
 */
public record Network(String hash) {

    /** Not known. */
    public static final Network UNKNOWN = new Network("");

    /** Whether it is known. */
    public boolean known() {
        return !hash.isEmpty();
    }
}
