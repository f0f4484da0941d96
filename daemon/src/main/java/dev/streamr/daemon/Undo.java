package dev.streamr.daemon;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the opposite order; one that cannot be closed does not keep the others open. */
final class Undo implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Undo.class.getName());

    private record Step(String what, AutoCloseable how) {}

    private final Deque<Step> steps = new ArrayDeque<>();

    void add(String what, AutoCloseable how) {
        steps.push(new Step(what, how));
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.how().close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.ERROR, "closing " + step.what() + " failed", e);
            }
        }
    }
}
