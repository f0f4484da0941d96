/** RTMP in and out, and FFmpeg remuxing into parts and segments. */
@NullMarked
package dev.streamr.ingest;

import org.jspecify.annotations.NullMarked;
