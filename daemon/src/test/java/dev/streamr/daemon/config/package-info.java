@NullMarked
package dev.streamr.daemon.config;

import org.jspecify.annotations.NullMarked;
