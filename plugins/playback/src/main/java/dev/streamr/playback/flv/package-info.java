/** HTTP-FLV: the tag ring as one endless FLV file (FLV 10.1 Annex E). */
@NullMarked
package dev.streamr.playback.flv;

import org.jspecify.annotations.NullMarked;
