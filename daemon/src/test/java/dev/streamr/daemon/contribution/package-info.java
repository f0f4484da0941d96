@NullMarked
package dev.streamr.daemon.contribution;

import org.jspecify.annotations.NullMarked;
