package dev.streamr.api;

import java.net.InetAddress;

/**
 * A player that asks for a stream: what there is to place it by. Not to be kept.
 *
 * @param address   where the request comes from
 * @param userAgent as it says itself; empty when it says nothing
 * @param protocol  how it wants to watch
 */
public record Viewer(InetAddress address, String userAgent, Protocol protocol) {}
