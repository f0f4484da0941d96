/** The clip that every publisher replays, and the time stamp that is carried inside its pictures. */
@NullMarked
package dev.streamr.bench.clip;

import org.jspecify.annotations.NullMarked;
