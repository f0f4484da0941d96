package dev.streamr.relay.origin.plan;

import dev.streamr.relay.origin.node.Measured;
import dev.streamr.relay.origin.node.Relay;

/**
 * A node that serves viewers of a stream now.
 *
 * @param bitsPerSecond what it can send to viewers of all streams
 * @param reported      bits per second of the viewers that it says it has, of all streams
 * @param accepts       whether it may get new viewers
 */
public record Candidate(Relay relay, Measured measured, long bitsPerSecond, long reported, boolean accepts) {}
