package dev.streamr.daemon.config;

/**
 * A key as it is in force.
 *
 * @param key    the full key, {@code ingest.rtmp.port}
 * @param value  as the file would write it; {@code null} when nothing is set; a secret is masked
 * @param source {@code streamr.yaml:12}, a variable's name, or {@code default}
 */
public record EffectiveValue(String key, String value, String source) {}
