/** The daemon as a whole. */
@NullMarked
package dev.streamr.daemon;

import org.jspecify.annotations.NullMarked;
