/** Friends carry the stream: who serves whom at the origin, pull and verify at a friend. */
@NullMarked
package dev.streamr.relay;

import org.jspecify.annotations.NullMarked;
