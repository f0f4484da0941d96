package dev.streamr.daemon.config;

/**
 * The section {@code log}.
 *
 * @param level how much is said; {@code info} is one line per connection opened and closed
 */
public record LogConfig(Level level) {

    /** How much is said, from nearly nothing to everything. */
    public enum Level {
        ERROR, WARN, INFO, DEBUG, TRACE
    }

    public LogConfig {
        level = level == null ? Level.INFO : level;
    }
}
