package dev.streamr.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.StreamName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamUrlsTest {

    @Test
    void aListenerOnOneAddressIsReachedAtThatAddress() throws UnknownHostException {
        StreamUrls urls = at("192.0.2.7", Optional.empty());
        assertEquals("rtmp://192.0.2.7:1935/live", urls.publish());
        assertEquals("http://192.0.2.7:8080/watch/demo", urls.watch(new StreamName("demo")));
    }

    @Test
    void anIpv6AddressStandsInBrackets() throws UnknownHostException {
        assertEquals("rtmp://[2001:db8:0:0:0:0:0:7]:1935/live", at("2001:db8::7", Optional.empty()).publish());
    }

    @Test
    void thePublicUrlWinsOverTheBoundAddress() throws UnknownHostException {
        StreamUrls urls = at("127.0.0.1", Optional.of(URI.create("https://live.example.org/")));
        assertEquals("rtmp://live.example.org:1935/live", urls.publish());
        assertEquals("https://live.example.org/watch/demo", urls.watch(new StreamName("demo")));
    }

    private static StreamUrls at(String bound, Optional<URI> publicUrl) throws UnknownHostException {
        InetSocketAddress rtmp = new InetSocketAddress(InetAddress.getByName(bound), 1935);
        return StreamUrls.of(publicUrl, 8080, false, rtmp, Optional.empty());
    }
}
