/** The contribution log: what friends' machines delivered, word by word and by hour. */
@NullMarked
package dev.streamr.daemon.contribution;

import org.jspecify.annotations.NullMarked;
