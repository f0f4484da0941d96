package dev.streamr.relay.origin.plan;

import java.util.function.Supplier;

/** Where the plan of now hangs. One thread at a time puts it up, any reads it. */
public final class PlanBoard implements Supplier<Plan> {

    private volatile Plan plan = Plan.NOTHING;

    @Override
    public Plan get() {
        return plan;
    }

    void put(Plan fresh) {
        plan = fresh;
    }
}
