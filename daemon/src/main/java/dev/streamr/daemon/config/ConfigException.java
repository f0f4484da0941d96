package dev.streamr.daemon.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the message has one line per problem. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order it was found. */
    public List<Problem> problems() {
        return problems;
    }
}
