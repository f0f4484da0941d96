/** What a friend gives at most, kept exactly. */
@NullMarked
package dev.streamr.mesh.limit;

import org.jspecify.annotations.NullMarked;
