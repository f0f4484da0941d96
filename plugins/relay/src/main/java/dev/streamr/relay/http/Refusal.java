package dev.streamr.relay.http;

import dev.streamr.api.Problem;
import io.helidon.http.Status;
import java.io.Serial;

/** A request that is not answered, and why. */
public final class Refusal extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param problem what is answered */
    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** There is no such thing. */
    public static Refusal notFound(String detail) {
        return new Refusal(Problem.notFound(detail));
    }

    /** Who asks has no leave to. */
    public static Refusal forbidden(String detail) {
        return new Refusal(new Problem(Status.FORBIDDEN_403, detail));
    }

    /** Not now. */
    public static Refusal unavailable(String detail) {
        return new Refusal(new Problem(Status.SERVICE_UNAVAILABLE_503, detail));
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }
}
