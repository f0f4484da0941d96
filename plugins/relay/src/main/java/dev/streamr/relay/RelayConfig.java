package dev.streamr.relay;

import dev.streamr.api.BitRate;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code relay}.
 *
 * @param originFanout relays that this machine, as an origin, feeds itself with the bytes of a stream, 1 to 100; others
 *                     get them from these
 * @param originUpload the most that this machine, as an origin, gives to viewers; who comes when it is used up and no
 *                     friend is free is told that the stream is full; absent: no cap
 * @param warm         relays that carry each live stream while nobody watches it, 0 to 100
 * @param probeFrom    local address that spot checks of relays come from; absent: any. With a second address of this
 *                     machine, a relay cannot tell them from viewers by where they come from
 */
public record RelayConfig(Integer originFanout, Optional<BitRate> originUpload, Integer warm,
        Optional<String> probeFrom) {

    private static final int MOST = 100;

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public RelayConfig(@Nullable Integer originFanout, Optional<BitRate> originUpload, @Nullable Integer warm,
            Optional<String> probeFrom) {
        this.originFanout = originFanout == null ? Integer.valueOf(4) : originFanout;
        this.originUpload = originUpload;
        this.warm = warm == null ? Integer.valueOf(0) : warm;
        this.probeFrom = probeFrom;
        if (this.originFanout < 1 || this.originFanout > MOST) {
            throw new IllegalArgumentException("origin-fanout: must be 1 to " + MOST);
        }
        if (this.warm < 0 || this.warm > MOST) {
            throw new IllegalArgumentException("warm: must be 0 to " + MOST);
        }
        probeFrom.ifPresent(RelayConfig::requireAddress);
    }

    private static void requireAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("probe-from: must be an IP address of this machine, such as 192.0.2.7",
                    e);
        }
    }
}
