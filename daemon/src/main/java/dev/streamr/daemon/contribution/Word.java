package dev.streamr.daemon.contribution;

import dev.streamr.api.Contribution;
import dev.streamr.api.Contribution.DeliveryClaim;
import dev.streamr.api.Contribution.ProbeResult;
import dev.streamr.api.Contribution.ViewerReceipt;

/**
 * A word that waits to be written.
 *
 * @param id random: a word whose writing has to be tried again is known by it
 */
record Word(long id, Contribution contribution) {

    /** Kinds as they stand in metrics. */
    static final String[] KINDS = {"claim", "receipt", "probe"};

    /** Its kind. */
    String kind() {
        return switch (contribution) {
            case DeliveryClaim _ -> "claim";
            case ViewerReceipt _ -> "receipt";
            case ProbeResult _ -> "probe";
        };
    }
}
