package dev.streamr.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command line of {@code --name value} pairs. */
public final class Options {

    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the pairs that follow the command.
     *
     * @throws IllegalArgumentException when a name has no value or does not start with two dashes
     */
    static Options parse(String[] args, int from) {
        Map<String, String> values = new HashMap<>();
        for (int i = from; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + ": expected --name value");
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
        return new Options(values);
    }

    /**
     * The option.
     *
     * @throws IllegalArgumentException when it is missing
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    /** The option, or {@code fallback}. */
    public @Nullable String text(String name, @Nullable String fallback) {
        return values.getOrDefault(name, fallback);
    }

    /**
     * The option as a number.
     *
     * @throws IllegalArgumentException when it is missing or no number
     */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** The option as a number, or {@code fallback}. */
    public int number(String name, int fallback) {
        return values.containsKey(name) ? number(name) : fallback;
    }

    /** The server on this machine that listens on {@code --port}. */
    public InetSocketAddress server() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), number("port"));
    }

    /** The option's values, which stand with commas between. */
    public List<String> list(String name) {
        return Arrays.asList(COMMA.split(text(name), -1));
    }
}
