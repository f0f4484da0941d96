/** How playback answers over HTTP: whole resources with ranges and validators, refusals as problem documents. */
@NullMarked
package dev.streamr.playback.http;

import org.jspecify.annotations.NullMarked;
