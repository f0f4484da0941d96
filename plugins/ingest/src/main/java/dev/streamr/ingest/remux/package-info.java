/**
 * Turns a publisher's tags into parts and segments. Two halves: Java decides (which tracks there are, what time it is,
 * where parts and segments end) on the publisher's own thread, without touching FFmpeg; when a part is complete, a
 * bounded pool of platform threads lets libavformat write its bytes and hands them to the publication.
 */
@NullMarked
package dev.streamr.ingest.remux;

import org.jspecify.annotations.NullMarked;
