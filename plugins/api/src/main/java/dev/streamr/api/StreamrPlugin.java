package dev.streamr.api;

import java.time.Duration;
import org.pf4j.ExtensionPoint;

/**
 * A room of the daemon: ingest, playback, and those to come. The daemon makes one instance with the no-argument
 * constructor, checks the whole configuration, starts the plugins in the order of the configuration, and stops them in
 * the opposite order. A plugin that fails is named with its reason in the log, in {@code /health/ready} and in
 * {@code streamr status}; the others go on.
 */
public interface StreamrPlugin extends ExtensionPoint {

    /** Its name: the PF4J plugin id, the entry under {@code plugins:} and the section of the configuration. */
    String name();

    /**
     * The record that its section of the configuration is bound to: components are keys (kebab-case), nested records
     * are sections, a compact constructor fills in defaults for {@code null} and throws
     * {@link IllegalArgumentException} with what is allowed.
     */
    Class<? extends Record> configType();

    /**
     * Starts. Registers routes, opens listeners; returns when it serves. Runs once.
     *
     * @throws Exception with a message for the operator; what was opened until then is closed by {@link #stop}
     */
    void start(PluginContext context) throws Exception;

    /** Stops taking new work and lets clients end cleanly, for at most this long. Before {@link #stop}. */
    default void drain(Duration atMost) throws InterruptedException {}

    /** Frees everything. Called also after a failed start; must not throw. */
    void stop();

    /** How it is now; polled for {@code /health/ready} and the watchdog. Never blocks. */
    default Health health() {
        return Health.UP;
    }

    /**
     * Whether there is reason to send work here now, for {@code /health/ready} only: a node that is well but has lost its
     * origin, say. A restart would not mend it. Never blocks.
     */
    default Health readiness() {
        return health();
    }
}
