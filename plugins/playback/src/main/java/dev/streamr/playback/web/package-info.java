/** What people see in a browser: the player page, the list of streams, and their assets. */
@NullMarked
package dev.streamr.playback.web;

import org.jspecify.annotations.NullMarked;
