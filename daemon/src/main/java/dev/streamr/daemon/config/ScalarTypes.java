package dev.streamr.daemon.config;

import dev.streamr.api.DataSize;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The types a single value can have, how they are written, and what is allowed. */
final class ScalarTypes {

    private static final int HIGHEST_PORT = 65_535;

    private ScalarTypes() {}

    /** Whether a record is written as one value: a size, or a record around one text such as a stream name. */
    static boolean knows(Class<?> type) {
        return type == DataSize.class || wrapsText(type);
    }

    private static boolean wrapsText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components != null && components.length == 1 && components[0].getType() == String.class;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException with what follows the value in a sentence: {@code is not a port; allowed: …}
     */
    static Object read(Class<?> type, String key, String text) {
        if (type == int.class || type == Integer.class) {
            return isPort(key) ? port(text) : (Object) (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return number(text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return bool(text);
        }
        if (type.isEnum()) {
            return enumValue(type, text);
        }
        try {
            return object(type, key, text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }

    private static Object object(Class<?> type, String key, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == Duration.class) {
            return sentence("is not a time", () -> Durations.parse(text), Durations.ALLOWED);
        }
        if (type == DataSize.class) {
            return sentence("is not a size", () -> DataSize.parse(text), DataSize.ALLOWED);
        }
        if (type == Path.class) {
            return path(key, text);
        }
        if (type == URI.class) {
            return sentence("is not a URL", () -> absolute(text), "a full URL such as https://live.example.org");
        }
        if (wrapsText(type)) {
            return wrapped(type, text);
        }
        throw new IllegalStateException(key + ": " + type.getName() + " is no type that the configuration knows");
    }

    /** What may be written for a type, in words. */
    static String allowed(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return Durations.ALLOWED;
        }
        if (type == DataSize.class) {
            return DataSize.ALLOWED;
        }
        return type.isEnum() ? words(type) : "text";
    }

    /** How a value looks in the file. */
    static String write(Object value) {
        return switch (value) {
            case Duration duration -> Durations.format(duration);
            case Enum<?> constant -> word(constant);
            default -> value.toString();
        };
    }

    /** What an absent primitive is. */
    static Object zero(Class<?> primitive) {
        if (primitive == boolean.class) {
            return false;
        }
        if (primitive == double.class) {
            return 0.0;
        }
        return primitive == long.class ? (Object) 0L : (Object) 0;
    }

    private static boolean isPort(String key) {
        return key.endsWith(".port") || key.endsWith("-port");
    }

    private static Object port(String text) {
        return sentence("is not a port", () -> (int) whole(text, 0, HIGHEST_PORT), "0 to " + HIGHEST_PORT);
    }

    private static long whole(String text, long from, long to) {
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number", e);
        }
        throw new IllegalArgumentException("is out of range; allowed: " + from + " to " + to);
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a number", e);
        }
        throw new IllegalArgumentException("is not a number");
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is not allowed; allowed: true, false");
        };
    }

    private static Object enumValue(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (word((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("is not allowed; allowed: " + words(type));
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(c -> word((Enum<?>) c)).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A folder is made when it is needed; a file that is named must be there. */
    private static Path path(String key, String text) {
        Path path = Path.of(text);
        if (key.endsWith("-dir")) {
            return path.toAbsolutePath().normalize();
        }
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("is not a file");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("cannot be read: permission denied");
        }
        return path.toAbsolutePath().normalize();
    }

    private static URI absolute(String text) {
        URI uri = URI.create(text);
        if (!uri.isAbsolute() || uri.getHost() == null) {
            throw new IllegalArgumentException("has no host");
        }
        return uri;
    }

    private static Object wrapped(Class<?> type, String text) {
        try {
            var constructor = type.getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return constructor.newInstance(text);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("is not allowed: " + e.getTargetException().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made of a text", e);
        }
    }

    private static <T> T sentence(String complaint, Supplier<T> reader, String allowed) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(complaint + "; allowed: " + allowed, e);
        }
    }
}
