package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import java.util.Comparator;

/**
 * A node that can carry a stream.
 *
 * @param bitsPerSecond what it can send of it
 * @param viewers       of the stream that it serves now
 */
public record Member(NodeName name, long bitsPerSecond, int viewers) {

    /** The one that can send most first. */
    static final Comparator<Member> STRONGEST = Comparator.comparingLong(Member::bitsPerSecond).reversed()
            .thenComparing(Member::name);
}
