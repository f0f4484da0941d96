@NullMarked
package dev.streamr.daemon.demo;

import org.jspecify.annotations.NullMarked;
