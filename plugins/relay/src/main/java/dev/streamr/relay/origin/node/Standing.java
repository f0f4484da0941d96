package dev.streamr.relay.origin.node;

/**
 * How far a node is trusted to answer. It falls at once and rises slowly, the slower the more often it fell: viewers are
 * not sent to and fro.
 *
 * @param state  what it is now
 * @param run    answers in a row in this state
 * @param needed answers in a row after which a failing node is good again
 */
public record Standing(State state, int run, int needed) {

    /** Not asked yet. */
    public static final Standing NEW = new Standing(State.NEW, 0, 3);

    private static final int SUSPECT_NEEDS = 2;
    private static final int MOST_NEEDED = 30;
    /** A minute of answers halves what a later failure costs. */
    private static final int CALM = 60;

    /** What a node is. */
    public enum State {
        /** It was not asked yet, or has not answered yet. */
        NEW,
        /** It answers. */
        GOOD,
        /** An answer was missing: no new viewers. */
        SUSPECT,
        /** It does not answer: its viewers are moved. */
        FAILING
    }

    /** It answered. */
    public Standing answered() {
        int more = Math.min(run + 1, CALM);
        return switch (state) {
            case NEW -> new Standing(State.GOOD, 0, needed);
            case GOOD -> more == CALM
                    ? new Standing(state, 0, Math.max(NEW.needed, needed / 2))
                    : new Standing(state, more, needed);
            case SUSPECT ->
                more >= SUSPECT_NEEDS ? new Standing(State.GOOD, 0, needed) : new Standing(state, more, needed);
            case FAILING -> more >= needed
                    ? new Standing(State.GOOD, 0, Math.clamp(2L * needed, NEW.needed, MOST_NEEDED))
                    : new Standing(state, more, needed);
        };
    }

    /**
     * It did not answer.
     *
     * @param surely whether there can be no doubt: the connection was refused
     */
    public Standing missed(boolean surely) {
        return switch (state) {
            case FAILING -> new Standing(state, 0, needed);
            case SUSPECT -> fallen();
            case NEW -> new Standing(State.FAILING, 0, 1); // it has nothing to make good: its first answer will do
            case GOOD -> surely ? fallen() : new Standing(State.SUSPECT, 0, needed);
        };
    }

    private Standing fallen() {
        return new Standing(State.FAILING, 0, needed);
    }

    /** Whether it may have viewers. */
    public boolean serves() {
        return state == State.GOOD || state == State.SUSPECT;
    }
}
