package dev.streamr.daemon.stream;

import dev.streamr.api.DataSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks configured values; the errors name the key and what is allowed. */
final class Allowed {

    private Allowed() {}

    static int count(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s: must be %d to %d".formatted(key, least, most));
        }
        return value;
    }

    static Duration between(String key, @Nullable Duration value, Duration normal, Duration least, Duration most) {
        if (value == null) {
            return normal;
        }
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s: must be %s to %s".formatted(key, written(least), written(most)));
        }
        return value;
    }

    static DataSize between(String key, @Nullable DataSize value, DataSize normal, DataSize least, DataSize most) {
        if (value == null) {
            return normal;
        }
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s: must be %s to %s".formatted(key, least, most));
        }
        return value;
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** A duration as the configuration writes it. */
    private static String written(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
