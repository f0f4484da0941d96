package dev.streamr.daemon.http;

import dev.streamr.api.Services;
import dev.streamr.api.UploadGate;
import io.helidon.webserver.CloseConnectionException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets a listener's bytes out as fast as the machine's owner wants, and no faster. Any thread. */
final class Outlet {

    /** Why a connection is ended when its bytes may not go out, or not in time. */
    static final String UPLOAD_LIMIT = "upload-limit";

    private final Optional<Services> services;
    private final HttpMetrics metrics;

    /** @param services where the gate is found; empty when nothing limits the listener */
    Outlet(Optional<Services> services, HttpMetrics metrics) {
        this.services = services;
        this.metrics = metrics;
    }

    /** What bytes have to pass now; null when nothing limits them. */
    @Nullable
    UploadGate gate() {
        return services.isPresent() ? services.get().find(UploadGate.class).orElse(null) : null;
    }

    /**
     * Waits until so many bytes may go out; an interrupt ends the wait.
     *
     * @throws CloseConnectionException when they must not go out, or the wait was ended
     */
    void pass(UploadGate gate, int bytes) {
        OptionalLong wait = gate.reserve(bytes);
        if (wait.isEmpty()) {
            metrics.ended(UPLOAD_LIMIT);
            throw new CloseConnectionException(UPLOAD_LIMIT);
        }
        if (wait.getAsLong() == 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait.getAsLong());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("ended while it waited to send", e);
        }
    }
}
