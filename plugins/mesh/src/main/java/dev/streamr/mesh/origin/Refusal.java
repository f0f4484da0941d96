package dev.streamr.mesh.origin;

import dev.streamr.api.Problem;
import io.helidon.http.Status;

/** A message is not accepted. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, as it stands in metrics; and what the sender is told. */
    enum Reason {
        MALFORMED(400, "the message is malformed"), TOO_MANY(429,
                "too many requests from this address; wait a little"), BAD_SIGNATURE(401,
                        "the signature is not that of this node"), STALE(409,
                                "boot nonce or counter are not the present ones"), UNKNOWN_NODE(410,
                                        "this origin does not know this node (any more)"), UNKNOWN_INVITE(
                                                403,
                                                "this origin knows no such invite; ask for a new one"), USED_INVITE(
                                                        403,
                                                        "this invite was used by another machine; each opens once, ask for a new one"), EXPIRED_INVITE(
                                                                403,
                                                                "this invite has expired; ask for a new one"), NAME_TAKEN(
                                                                        403,
                                                                        "another machine has the name of this invite; ask for one with a new name"), FULL(
                                                                                503,
                                                                                "this origin has as many nodes as it takes");

        private final int status;
        private final String detail;

        Reason(int status, String detail) {
            this.status = status;
            this.detail = detail;
        }

        Problem problem() {
            return new Problem(Status.create(status), detail);
        }
    }

    private final Reason reason;

    Refusal(Reason reason) {
        super(reason.detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
