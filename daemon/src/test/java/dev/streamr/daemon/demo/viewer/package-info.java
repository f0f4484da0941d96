@NullMarked
package dev.streamr.daemon.demo.viewer;

import org.jspecify.annotations.NullMarked;
