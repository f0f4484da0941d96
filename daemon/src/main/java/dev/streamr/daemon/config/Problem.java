package dev.streamr.daemon.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param where file and line, or the environment variable
 * @param key   the full key, {@code ingest.rtmp.port}; empty when it is about the file as a whole
 * @param text  what is wrong and what is allowed
 */
public record Problem(String where, String key, String text) {

    /** One line: {@code streamr.yaml:12: ingest.rtmp.port: 70000 is not a port; allowed: 0 to 65535}. */
    @Override
    public String toString() {
        return where + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
