package dev.streamr.ingest.rtmp;

/**
 * One message put together from its chunks (section 6.1).
 *
 * @param type      message type id
 * @param timestamp milliseconds modulo 2^32, as an unsigned number in an {@code int}
 * @param streamId  message stream id
 * @param payload   the body
 */
record RawMessage(int type, int timestamp, int streamId, byte[] payload) {}
