package dev.streamr.mesh.friend;

/** The origin did not do what it was asked; the message says why, for a person. */
final class OriginTrouble extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble, as it stands in metrics. */
    enum Kind {
        /** No answer. */
        UNREACHABLE,
        /** What answers is not the origin. */
        FOREIGN,
        /** The origin says no. */
        REFUSED,
        /** The invite opens nothing, now or later. */
        SPENT,
        /** The origin does not know this node any more. */
        GONE
    }

    private final Kind kind;

    OriginTrouble(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
