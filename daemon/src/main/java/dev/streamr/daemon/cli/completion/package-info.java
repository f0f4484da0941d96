/** Scripts by which shells complete the command line; made from picocli's model of it. */
@NullMarked
package dev.streamr.daemon.cli.completion;

import org.jspecify.annotations.NullMarked;
