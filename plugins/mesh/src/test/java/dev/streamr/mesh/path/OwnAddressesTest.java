package dev.streamr.mesh.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressesTest {

    private static List<URI> bound(String bind) {
        return new OwnAddresses(List.of(), Optional.empty(), false, bind, () -> 8080).get();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,http://127.0.0.1:8080", "127.0.0.7,http://127.0.0.7:8080",
            "::1,http://[0:0:0:0:0:0:0:1]:8080", "192.0.2.7,http://192.0.2.7:8080"})
    void aListenerBoundToOneAddressIsReachedThereAlone(String bind, URI url) {
        assertEquals(List.of(url), bound(bind));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "::"})
    void aListenerBoundToAllIsReachedAtTheInterfaces(String bind) {
        List<URI> all = bound(bind);
        assertFalse(all.isEmpty());
        boolean loopback = all.stream().anyMatch(url -> url.getHost().startsWith("127."));
        assertTrue(!loopback || all.size() == 1, all.toString());
    }

    @Test
    void whatIsAnnouncedComesBeforeThePublicUrlAndThatBeforeAddresses() {
        URI announced = URI.create("https://relay.example");
        URI open = URI.create("https://live.example");
        assertEquals(List.of(announced),
                new OwnAddresses(List.of(announced), Optional.of(open), true, "127.0.0.1", () -> 1).get());
        assertEquals(List.of(open), new OwnAddresses(List.of(), Optional.of(open), true, "127.0.0.1", () -> 1).get());
        assertEquals(List.of(URI.create("https://127.0.0.1:1")),
                new OwnAddresses(List.of(), Optional.empty(), true, "127.0.0.1", () -> 1).get());
    }
}
