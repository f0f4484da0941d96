/** The watching side: many viewers that cost little. */
@NullMarked
package dev.streamr.bench.viewer;

import org.jspecify.annotations.NullMarked;
