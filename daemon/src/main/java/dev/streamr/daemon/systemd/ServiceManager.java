package dev.streamr.daemon.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What systemd is told about this service: READY, STATUS, WATCHDOG, STOPPING. Without systemd every call does nothing.
 */
public final class ServiceManager implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ServiceManager.class.getName());

    /** How often STATUS is told when no watchdog asks for more. */
    private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

    /** How far beyond the next word to systemd the time to stop reaches. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Optional<NotifySocket> socket;
    private final Duration interval;
    private final boolean watched;
    private @Nullable Thread heart;

    private ServiceManager(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watched = watchdog.isPresent();
        this.interval = watchdog.map(w -> w.dividedBy(2)).filter(w -> w.compareTo(STATUS_INTERVAL) < 0)
                .orElse(STATUS_INTERVAL);
    }

    /** Finds the service manager in the environment ({@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}). */
    public static ServiceManager find(Map<String, String> environment) {
        try {
            return new ServiceManager(NotifySocket.open(environment), watchdog(environment));
        } catch (LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "systemd cannot be told anything", e);
            return new ServiceManager(Optional.empty(), Optional.empty());
        }
    }

    /** Whether this process is a service. */
    public boolean isThere() {
        return socket.isPresent();
    }

    /** The time after which systemd restarts a service that says nothing, when it is meant for this process. */
    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!micros.matches("[1-9]\\d{0,15}")
                || !(pid.isEmpty() || pid.equals(Long.toString(ProcessHandle.current().pid())))) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000));
    }

    /**
     * The service serves. From now on the status is told, and the watchdog is fed as long as {@code healthy} says so.
     *
     * @param status  one line for {@code systemctl status}
     * @param healthy a real look at the service; may take a while, but less than half the watchdog's time
     */
    public void ready(Supplier<String> status, BooleanSupplier healthy) {
        if (socket.isEmpty()) {
            return;
        }
        tell("READY=1\nSTATUS=" + status.get());
        heart = Thread.ofPlatform().daemon().name("service-manager").start(() -> beat(status, healthy));
    }

    private void beat(Supplier<String> status, BooleanSupplier healthy) {
        try {
            while (true) {
                Thread.sleep(interval);
                boolean fed = watched && healthy.getAsBoolean();
                tell("STATUS=" + status.get() + (fed ? "\nWATCHDOG=1" : ""));
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "systemd hears no more of this service");
        }
    }

    /** The service cannot start, and this is why: one line for {@code systemctl status}, which stays there. */
    public void failed(String reason) {
        tell("STATUS=" + reason.replace('\n', ' '));
    }

    /**
     * The service stops and may take this long for it. Until {@link #close} its time is extended in small steps, so
     * that one which hangs is ended soon after.
     */
    public void stopping(Duration atMost) {
        if (socket.isEmpty()) {
            return;
        }
        close();
        tell("STOPPING=1\nSTATUS=stopping\n" + extension());
        long end = System.nanoTime() + atMost.plus(MARGIN).toNanos();
        heart = Thread.ofPlatform().daemon().name("service-manager").start(() -> extend(end));
    }

    private void extend(long end) {
        try {
            Thread.sleep(step());
            while (System.nanoTime() < end) {
                tell(extension() + (watched ? "\nWATCHDOG=1" : ""));
                Thread.sleep(step());
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "the service has stopped");
        }
    }

    private Duration step() {
        return interval.compareTo(MARGIN) < 0 ? interval : MARGIN;
    }

    private String extension() {
        return "EXTEND_TIMEOUT_USEC=" + step().plus(MARGIN).toNanos() / 1000;
    }

    private void tell(String message) {
        socket.ifPresent(s -> {
            try {
                s.send(message);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        if (heart != null) {
            heart.interrupt();
        }
    }
}
