package dev.streamr.relay.testing;

/** The key under which expected signatures were made: the first of RFC 8032, section 7.1. */
public final class GoldenKey {

    /** The key. */
    public static final TestKey KEY = TestKey.of(
            "302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    private GoldenKey() {}
}
