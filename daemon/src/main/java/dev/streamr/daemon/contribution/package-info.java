/** The contribution log: what friends' machines delivered. */
@NullMarked
package dev.streamr.daemon.contribution;

import org.jspecify.annotations.NullMarked;
