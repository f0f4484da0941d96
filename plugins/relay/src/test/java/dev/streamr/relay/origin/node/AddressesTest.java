package dev.streamr.relay.origin.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
    private final Networks networks = new Networks((InstantSource) now::get);
    private final Addresses addresses = new Addresses(networks);

    /** A node that has proved to be at all its addresses. */
    private static Node node(String path, String... all) {
        return node(path, Stream.concat(Stream.of(path), Stream.of(all)).toList(), all);
    }

    private static Node node(String path, List<String> proven, String... all) {
        return new Node("0".repeat(32), new NodeName("alice"), Node.State.ACTIVE, Optional.empty(),
                Stream.of(all).map(URI::create).toList(),
                new NodePath(NodePath.Kind.DIRECT, Optional.of(URI.create(path)), "",
                        proven.stream().map(URI::create).toList()),
                NodeLoad.NONE);
    }

    private Network viewer(String address) {
        return networks.of(InetAddress.ofLiteral(address));
    }

    private String address(Node node, String viewer) {
        return addresses.of(node, viewer(viewer), false).map(URI::toString).orElse("none");
    }

    @Test
    void aViewerInTheSameNetworkGetsTheAddressThere() {
        Node node = node("http://100.64.0.7:8080", "http://203.0.113.9:8080", "http://192.168.1.7:8080");
        assertEquals("http://192.168.1.7:8080", address(node, "192.168.1.99"));
        assertTrue(addresses.near(node, viewer("192.168.1.99")));
        assertFalse(addresses.near(node, viewer("192.168.2.99")));
    }

    @Test
    void othersGetAPublicAddress() {
        Node node = node("http://100.64.0.7:8080", "http://192.168.1.7:8080", "http://[2001:db8::7]:8080");
        assertEquals("http://[2001:db8::7]:8080", address(node, "198.51.100.4"));
        assertEquals("https://alice.example", address(node("http://10.0.0.7:8080", "https://alice.example"),
                "198.51.100.4"));
    }

    @Test
    void nobodyIsSentToAPublicAddressThatIsNotProvedToBeTheNodes() {
        String path = "http://10.0.0.7:8080";
        Node node = node(path, List.of(path), "http://203.0.113.9:8080", "https://victim.example",
                "http://127.0.0.1:22",
                "http://192.168.1.7:8080");
        assertEquals(path, address(node, "198.51.100.4"));
        assertEquals(path, address(node, "203.0.113.5"));
        assertEquals(path, address(node, "127.0.0.1"));
        assertEquals("http://192.168.1.7:8080", address(node, "192.168.1.99"));
    }

    @Test
    void withoutOneTheyGetTheAddressThatTheOriginUses() {
        Node node = node("http://10.9.0.7:8080", "http://192.168.1.7:8080", "http://10.9.0.7:8080");
        assertEquals("http://10.9.0.7:8080", address(node, "10.8.0.4"));
    }

    @Test
    void loopbackIsOneNetwork() {
        Node node = node("http://127.0.0.1:8081", "http://127.0.0.1:8081");
        assertEquals("http://127.0.0.1:8081", address(node, "::1"));
        assertTrue(addresses.near(node, viewer("127.3.2.1")));
    }

    @Test
    void ipv6NetworksAreHalfAnAddress() {
        Node node = node("http://[2001:db8:1:2::7]:80", "http://[2001:db8:1:2::7]:80");
        assertTrue(addresses.near(node, viewer("2001:db8:1:2:ffff::1")));
        assertFalse(addresses.near(node, viewer("2001:db8:1:3::1")));
    }

    @Test
    void aPageThatCameOverHttpsGetsHttpsOnly() {
        Node node = node("http://192.168.1.7:8080", "http://203.0.113.9:8080", "https://alice.example");
        assertEquals(Optional.of(URI.create("https://alice.example")),
                addresses.of(node, viewer("198.51.100.4"), true));
        assertEquals(Optional.empty(),
                addresses.of(node("http://203.0.113.9:8080", "http://203.0.113.9:8080"), viewer("198.51.100.4"), true));
    }

    @Test
    void aNetworkLooksDifferentEveryDayAndIsKnownADayLonger() {
        Network yesterday = viewer("192.0.2.1");
        now.updateAndGet(time -> time.plusSeconds(86_400));
        assertFalse(viewer("192.0.2.1").equals(yesterday));
        assertTrue(networks.same(yesterday, InetAddress.ofLiteral("192.0.2.200")));
        now.updateAndGet(time -> time.plusSeconds(86_400));
        assertTrue(viewer("192.0.2.1").known());
        assertFalse(networks.same(yesterday, InetAddress.ofLiteral("192.0.2.200")));
    }
}
