package dev.streamr.ingest.rtmp;

import dev.streamr.api.StreamRegistry;

/**
 * What all connections share.
 *
 * @param limits     what one client may ask for
 * @param streams    where players find streams
 * @param broadcasts who publishes
 * @param gate       who may publish what
 * @param brake      slows down those who guess keys
 * @param metrics    what is counted
 */
record RtmpContext(RtmpLimits limits, StreamRegistry streams, Broadcasts broadcasts, PublisherGate gate,
        GuessBrake brake, RtmpMetrics metrics) {}
