package dev.streamr.relay.origin.proof;

import dev.streamr.api.Problem;
import dev.streamr.relay.origin.proof.ProofMetrics.Outcome;
import io.helidon.http.Status;

/** Why a receipt is not taken. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;
    private final transient Problem problem;

    private Refusal(Outcome outcome, Status status, String detail) {
        super(detail);
        this.outcome = outcome;
        this.problem = new Problem(status, detail);
    }

    static Refusal over() {
        return new Refusal(Outcome.SESSION_OVER, Status.GONE_410, "The session is over; make a new one.");
    }

    static Refusal tooLong() {
        return new Refusal(Outcome.TOO_LONG, Status.REQUEST_ENTITY_TOO_LARGE_413,
                "A receipt has at most " + Receipt.MOST_BYTES + " bytes.");
    }

    static Refusal forged() {
        return new Refusal(Outcome.FORGED, Status.FORBIDDEN_403,
                "mac: is not this receipt's, under the session's key.");
    }

    static Refusal malformed(String reason) {
        return new Refusal(Outcome.MALFORMED, Status.BAD_REQUEST_400, reason);
    }

    static Refusal replayed() {
        return new Refusal(Outcome.REPLAYED, Status.CONFLICT_409, "serial: must rise with every receipt.");
    }

    static Refusal tooMany() {
        return new Refusal(Outcome.TOO_MANY, Status.TOO_MANY_REQUESTS_429, "At most one receipt a second.");
    }

    Outcome outcome() {
        return outcome;
    }

    Problem problem() {
        return problem;
    }
}
