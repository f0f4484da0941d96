/** The origin's signed word on every part. */
@NullMarked
package dev.streamr.relay.feed;

import org.jspecify.annotations.NullMarked;
