package dev.streamr.daemon.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the message has one line per problem. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    private final boolean passing;

    public ConfigException(List<Problem> problems) {
        this(problems, false);
    }

    /** @param passing whether all of them are of the machine at this moment: a port that another program has */
    ConfigException(List<Problem> problems, boolean passing) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        this.passing = passing;
    }

    /** Whether the configuration is right, and the machine does not allow it now. */
    public boolean isPassing() {
        return passing;
    }

    /** Everything that is wrong, in the order it was found. */
    public List<Problem> problems() {
        return problems;
    }
}
