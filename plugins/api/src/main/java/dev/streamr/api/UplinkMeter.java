package dev.streamr.api;

/**
 * What others measured of this machine's uplink, for its heartbeats. Provided by the relay plugin. Any thread; nothing
 * blocks.
 */
public interface UplinkMeter {

    /** Bits per second; 0 until measured. */
    long bitsPerSecond();

    /** Whether no viewer and no other relay gets anything from this machine now, and its origin knows all it sent. */
    boolean settled();
}
