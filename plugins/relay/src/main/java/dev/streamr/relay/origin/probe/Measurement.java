package dev.streamr.relay.origin.probe;

import dev.streamr.relay.transfer.Transfer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Measures one node's uplink by transfers that grow until one lasts long enough. Blocks; any thread. */
final class Measurement {

    /** The first transfer of a node that is not known. */
    static final int LEAST_BYTES = 256 << 10;
    /** The longest, in bytes. */
    static final int MOST_BYTES = 4 << 20;

    private static final int GROWTH = 4;
    private static final int OK = 200;
    private static final Duration ENOUGH = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** No friend's line is faster; above it, only the clock's grain is measured. */
    private static final long MOST_BITS = 10_000_000_000L;

    private final SSLContext tls;

    Measurement(SSLContext tls) {
        this.tls = tls;
    }

    /**
     * What was found.
     *
     * @param bitsPerSecond 0: nothing could be measured
     * @param bytes         that the node sent for it
     */
    record Result(long bitsPerSecond, long bytes) {}

    /** @param expected bits per second that were measured before; 0: nothing was */
    Result of(TransferLinks.Access access, long expected) {
        long bytes = 0;
        try (Exchange exchange = Exchange.open(access.machine(), Optional.empty(), tls, CONNECT)) {
            for (int size = firstSize(expected);; size = Math.min(MOST_BYTES, size * GROWTH)) {
                Meter meter = new Meter(size, System::nanoTime);
                boolean whole = transfer(exchange, access, size, meter);
                bytes += meter.bytes();
                if (!whole || size == MOST_BYTES || meter.counted().compareTo(ENOUGH) >= 0) {
                    return new Result(Math.min(MOST_BITS, meter.bitsPerSecond()), bytes);
                }
            }
        } catch (IOException e) {
            return new Result(0, bytes);
        }
    }

    /** Whether all of it came; what came in time is measured in any case. */
    private static boolean transfer(Exchange exchange, TransferLinks.Access access, int size, Meter meter)
            throws IOException {
        try {
            Exchange.Answer answer = exchange.send(request(access, size), meter, MOST);
            if (answer.status() != OK) {
                throw new IOException("it does not send a transfer: status " + answer.status());
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static String request(TransferLinks.Access access, int size) {
        URI machine = access.machine();
        String path = machine.getRawPath().replaceAll("/+$", "") + Transfer.PATH;
        return "GET " + path + "?bytes=" + size + " HTTP/1.1\r\nHost: " + machine.getAuthority()
                + "\r\nAuthorization: Bearer " + access.token() + "\r\n\r\n";
    }

    /** As much as lasts long enough at the speed that is expected. */
    private static int firstSize(long expected) {
        double bytes = 1.5 * expected / 8 * ENOUGH.toMillis() / 1_000;
        return (int) Math.clamp(bytes, LEAST_BYTES, MOST_BYTES);
    }
}
