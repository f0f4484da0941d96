package dev.streamr.daemon.plugin;

/**
 * How a plugin is, as health checks and {@code streamr status} show it.
 *
 * @param name    its name
 * @param version its version; empty when it could not be loaded
 * @param up      whether it does its work
 * @param reason  one sentence when it does not; empty otherwise
 */
public record PluginStatus(String name, String version, boolean up, String reason) {}
