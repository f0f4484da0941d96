package dev.streamr.relay.origin.probe;

import dev.streamr.api.Contribution.ProbeResult.Verdict;
import dev.streamr.relay.feed.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Fetches one object over an open connection and looks at what comes. */
final class SpotCheck {

    /** A viewer's buffer has run dry by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private SpotCheck() {}

    /**
     * What was found.
     *
     * @param firstByteMicros 0: none came
     * @param bitsPerSecond   0: no whole object came
     */
    record Finding(Verdict verdict, long bytes, long firstByteMicros, long bitsPerSecond) {

        static final Finding UNREACHABLE = new Finding(Verdict.UNREACHABLE, 0, 0, 0);

        boolean right() {
            return verdict == Verdict.RIGHT;
        }
    }

    /** Sends a request whose answer is to be exactly these bytes. */
    static Finding of(Exchange exchange, String request, byte[] expected) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(expected.length + 1);
        try {
            Exchange.Answer answer = exchange.send(request, (buffer, length) -> {
                body.write(buffer, 0, Math.min(length, expected.length + 1 - body.size()));
                return body.size() <= expected.length;
            }, PATIENCE);
            long firstByte = Math.max(1, answer.firstByte().toNanos() / 1_000);
            if (answer.status() != OK && answer.status() != PARTIAL) {
                return new Finding(Verdict.REFUSED, body.size(), firstByte, 0);
            }
            boolean right = body.size() == expected.length
                    && Digest.of(body.toByteArray()).equals(Digest.of(expected));
            long bits = (long) (body.size() * 8e9 / Math.max(1, answer.took().toNanos()));
            return new Finding(right ? Verdict.RIGHT : Verdict.WRONG_BYTES, body.size(), firstByte, bits);
        } catch (SocketTimeoutException e) {
            return new Finding(Verdict.LATE, body.size(), 0, 0);
        } catch (IOException e) {
            return new Finding(Verdict.REFUSED, body.size(), 0, 0);
        }
    }
}
