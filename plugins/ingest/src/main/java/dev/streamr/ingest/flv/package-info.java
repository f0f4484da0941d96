/**
 * FLV tag bodies as RTMP carries them: classification, the tag headers of FLV 10.1 and Enhanced RTMP v2, and what the
 * codecs' configurations say about the media. Pure parsing, without state; every length is checked.
 */
@NullMarked
package dev.streamr.ingest.flv;

import org.jspecify.annotations.NullMarked;
