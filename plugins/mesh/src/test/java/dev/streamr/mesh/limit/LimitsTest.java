package dev.streamr.mesh.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.BitRate;
import dev.streamr.api.DataSize;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-21T12:00:00Z"); // a Saturday
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

    /** Counts survive in it as in the database. */
    private static final class Months implements MonthlyQuota.Store {
        private final Map<YearMonth, Long> bytes = new HashMap<>();

        @Override
        public long load(YearMonth month) {
            return bytes.getOrDefault(month, 0L);
        }

        @Override
        public void save(YearMonth month, long used) {
            bytes.put(month, used);
        }
    }

    private static Clock at(Instant moment) {
        return Clock.fixed(moment, ZoneOffset.UTC);
    }

    @Test
    void theQuotaIsKeptToTheByte() {
        MonthlyQuota quota = new MonthlyQuota(1_000, new Months(), at(NOVEMBER));
        assertTrue(quota.take(999));
        assertFalse(quota.take(2));
        assertEquals(1, quota.left());
        assertTrue(quota.take(1));
        assertEquals(0, quota.left());
        assertFalse(quota.take(1));
    }

    @Test
    void afterACrashBytesCountTwiceRatherThanNotAtAll() {
        Months months = new Months();
        long limit = 3 * MonthlyQuota.BLOCK;
        new MonthlyQuota(limit, months, at(NOVEMBER)).take(1_000);
        long left = new MonthlyQuota(limit, months, at(NOVEMBER)).left();
        assertEquals(limit - 1_000 - MonthlyQuota.BLOCK, left);
    }

    @Test
    void afterACleanStopTheCountIsExactAndANewMonthBeginsAtNothing() {
        Months months = new Months();
        MonthlyQuota quota = new MonthlyQuota(5_000, months, at(NOVEMBER));
        quota.take(1_234);
        quota.save();
        assertEquals(5_000 - 1_234, new MonthlyQuota(5_000, months, at(NOVEMBER)).left());
        assertEquals(5_000, new MonthlyQuota(5_000, months, at(DECEMBER)).left());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mon-fri 18:00-23:30 | 2026-11-20T18:00 | true", "mon-fri 18:00-23:30 | 2026-11-20T23:30 | false",
            "mon-fri 18:00-23:30 | 2026-11-21T19:00 | false", "sat,sun 10:00-24:00 | 2026-11-22T23:59 | true",
            "daily 22:00-06:00 | 2026-11-21T05:59 | true", "daily 22:00-06:00 | 2026-11-21T06:00 | false",
            "fri 22:00-06:00 | 2026-11-21T05:59 | true", "fri 22:00-06:00 | 2026-11-20T05:59 | false",
            "sat-mon 00:00-24:00 | 2026-11-23T12:00 | true", "sat-mon 00:00-24:00 | 2026-11-24T12:00 | false"})
    void hoursAreOpenFromTheirBeginningToBeforeTheirEnd(String hours, LocalDateTime moment, boolean open) {
        assertEquals(open, new OpenHours(hours).contains(moment));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mon", "xyz 10:00-11:00", "mon- 10:00-11:00", "mon-tue-wed 10:00-11:00",
            "mon 25:00-26:00", "mon 10:00-24:30", "mon 10:00"})
    void otherHoursAreRefused(String hours) {
        assertThrows(IllegalArgumentException.class, () -> new OpenHours(hours));
    }

    @Test
    void ratesAreInPowersOfAThousand() {
        assertEquals(20_000_000, new BitRate("20Mbit/s").bitsPerSecond());
        assertEquals(500_000, new BitRate("500kbit/s").bitsPerSecond());
        for (String wrong : List.of("20", "20MB/s", "1kbit/s", "200Gbit/s", "-5Mbit/s", "0Mbit/s")) {
            assertThrows(IllegalArgumentException.class, () -> new BitRate(wrong), wrong);
        }
    }

    @Test
    void aQuotaEndsForNewViewersWhileSomeIsLeftForThoseWhoWatch() {
        UploadLimits limits = new UploadLimits(
                new LimitsConfig(Optional.empty(), Optional.of(DataSize.ofMebibytes(1)), null), new Months(),
                at(NOVEMBER), () -> 0L);
        int piece = limits.pieceBytes();
        for (int i = 0; i < 7; i++) {
            assertEquals(Optional.empty(), limits.closed());
            assertEquals(OptionalLong.of(0), limits.reserve(piece));
        }
        limits.reserve(1);
        assertEquals(Optional.of("this month's quota is used up"), limits.closed());
        assertEquals(OptionalLong.empty(), limits.reserve(piece));
        assertEquals(OptionalLong.of(0), limits.reserve(piece - 1));
        assertEquals(OptionalLong.empty(), limits.reserve(1));
    }

    @Test
    void allLimitsHoldTogether() {
        LimitsConfig config = new LimitsConfig(Optional.of(new BitRate("8Mbit/s")),
                Optional.of(DataSize.ofMebibytes(1)), List.of(new OpenHours("sat 10:00-14:00")));
        UploadLimits open = new UploadLimits(config, new Months(), at(NOVEMBER), () -> 0L);
        assertEquals(Optional.empty(), open.closed());
        assertEquals(20_000, open.pieceBytes()); // 20 ms at 1 byte per microsecond
        for (int sent = 20_000; sent <= 260_000; sent += 20_000) {
            assertEquals(OptionalLong.of(0), open.reserve(20_000));
        }
        assertEquals(OptionalLong.of(17_856_000), open.reserve(20_000)); // a burst of 262,144 bytes and 17,856 more
        assertEquals(OptionalLong.of(37_856_000), open.reserve(20_000));
        UploadLimits closed = new UploadLimits(config, new Months(), at(DECEMBER), () -> 0L);
        assertEquals(Optional.of("it is outside of its hours"), closed.closed());
        assertEquals("up to 8Mbit/s, 1MiB a month, sat 10:00-14:00", closed.words());
    }
}
