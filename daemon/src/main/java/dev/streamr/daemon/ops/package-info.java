/** What an operator and a monitor see: health, metrics and the token-guarded administration. */
@NullMarked
package dev.streamr.daemon.ops;

import org.jspecify.annotations.NullMarked;
