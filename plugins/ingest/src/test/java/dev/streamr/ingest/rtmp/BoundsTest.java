package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What keeps hostile clients small: admission, the brake on guesses, the limit of log lines. */
class BoundsTest {

    private static final Duration ANY = Duration.ofSeconds(1);
    private final AtomicLong now = new AtomicLong();

    @Test
    void admitsSoManyInAllAndFromEachAddress() throws UnknownHostException {
        Admission admission = new Admission(new RtmpLimits(1024, 1024, 3, 2, ANY, ANY, ANY, ANY));
        ClientAddress first = address("192.0.2.1");
        ClientAddress second = address("192.0.2.2");
        assertEquals(Optional.empty(), admission.enter(first));
        assertEquals(Optional.empty(), admission.enter(first));
        assertEquals(Optional.of(CloseReason.TOO_MANY_FROM_ADDRESS), admission.enter(first));
        assertEquals(Optional.empty(), admission.enter(second));
        assertEquals(Optional.of(CloseReason.TOO_MANY), admission.enter(second));
        admission.leave(first);
        assertEquals(Optional.empty(), admission.enter(first));
    }

    @Test
    void takesANetworkOfIpv6ForOneAddress() throws UnknownHostException {
        assertEquals(address("2001:db8:0:1::5"), address("2001:db8:0:1:ffff::9"));
        assertNotEquals(address("2001:db8:0:1::5"), address("2001:db8:0:2::5"));
        assertNotEquals(address("192.0.2.1"), address("192.0.2.2"));
    }

    @Test
    void makesGuessersWaitLongerEachTimeUpToABound() throws UnknownHostException {
        GuessBrake brake = new GuessBrake(now::get);
        ClientAddress guesser = address("192.0.2.1");
        assertEquals(Duration.ofMillis(250), brake.failed(guesser));
        assertEquals(Duration.ofMillis(500), brake.failed(guesser));
        assertEquals(Duration.ofMillis(250), brake.failed(address("192.0.2.2")));
        for (int i = 0; i < 100; i++) {
            brake.failed(guesser);
        }
        assertEquals(Duration.ofSeconds(8), brake.failed(guesser));
        brake.succeeded(guesser);
        assertEquals(Duration.ofMillis(250), brake.failed(guesser));
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        assertEquals(Duration.ofMillis(250), brake.failed(guesser));
    }

    @Test
    void letsOneLogLineThroughForMany() {
        LogLimiter limiter = new LogLimiter(now::get);
        assertEquals(1, limiter.permit());
        assertEquals(0, limiter.permit());
        assertEquals(0, limiter.permit());
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertEquals(3, limiter.permit());
    }

    private static ClientAddress address(String text) throws UnknownHostException {
        return ClientAddress.of(InetAddress.getByName(text));
    }
}
