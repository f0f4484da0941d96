@NullMarked
package dev.streamr.daemon.text;

import org.jspecify.annotations.NullMarked;
