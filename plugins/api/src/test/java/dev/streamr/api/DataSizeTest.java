package dev.streamr.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

    @ParameterizedTest
    @CsvSource({"0B,0", "1B,1", "1025B,1025", "64MiB,67108864", "1GiB,1073741824", "3TiB,3298534883328"})
    void readsWhatItWrites(String text, long bytes) {
        assertEquals(bytes, DataSize.parse(text).bytes());
        assertEquals(text, DataSize.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "64MB", "64 MiB", "-1MiB", "1.5GiB", "MiB", "99999999TiB",
            "9999999999999999999B"})
    void refusesWhatIsNoSize(String text) {
        assertThrows(IllegalArgumentException.class, () -> DataSize.parse(text));
    }
}
