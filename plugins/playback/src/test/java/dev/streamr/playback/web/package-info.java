@NullMarked
package dev.streamr.playback.web;

import org.jspecify.annotations.NullMarked;
