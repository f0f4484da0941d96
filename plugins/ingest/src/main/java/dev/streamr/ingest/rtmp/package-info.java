/**
 * RTMP in and out: the listener, the wire (handshake, chunks, AMF0) and the two things a client can be, publisher or
 * player. Sources: Adobe's <i>Real Time Messaging Protocol</i> 1.0 (section numbers refer to it), <i>AMF0</i>, and
 * <i>Enhanced RTMP</i> v2 (Veovera).
 *
 * <p>Read it in this order: {@code RtmpListener} accepts, {@code RtmpConnection} owns one client on one virtual thread,
 * {@code Handshake} and {@code ChunkReader} turn bytes into messages, {@code Commands} answers, {@code PublishSession}
 * and {@code PlaySession} move media. A slow player has a second thread that writes; nobody ever waits for it.
 */
@NullMarked
package dev.streamr.ingest.rtmp;

import org.jspecify.annotations.NullMarked;
