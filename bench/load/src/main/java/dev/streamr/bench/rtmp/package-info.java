/** As much RTMP as a publisher or a player has to speak. */
@NullMarked
package dev.streamr.bench.rtmp;

import org.jspecify.annotations.NullMarked;
