package dev.streamr.api;

import java.util.Optional;

/**
 * What plugins offer one another by interfaces of this contract ({@link Keyring}, {@link Director}, {@link UploadGate},
 * {@link UplinkMeter}); owned by the daemon. Look a service up when it is needed, not once: plugins start one after the
 * other, and one that failed offers nothing. Any thread; nothing blocks.
 */
public interface Services {

    /**
     * Offers a service for as long as the daemon runs.
     *
     * @throws IllegalStateException when there is one of this type already
     */
    <T> void provide(Class<T> type, T service);

    /** The service of this type; empty when no running plugin offers it. */
    <T> Optional<T> find(Class<T> type);
}
