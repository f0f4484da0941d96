package dev.streamr.daemon.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How keys are spelled: {@code stateDir} in a record, {@code state-dir} in the file, {@code STREAMR_STATE_DIR} outside. */
final class Keys {

    static final String VARIABLE_PREFIX = "STREAMR_";

    /** Further apart than this, two keys are not confused but different. */
    private static final int FARTHEST_TYPO = 3;

    private Keys() {}

    /** The key of a record component. */
    static String ofComponent(String name) {
        StringBuilder key = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                key.append('-').append(Character.toLowerCase(c));
            } else {
                key.append(c);
            }
        }
        return key.toString();
    }

    /** The environment variable that overrides a key. */
    static String variable(String key) {
        return VARIABLE_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The key below a section; the root section has the empty name. */
    static String join(String section, String key) {
        return section.isEmpty() ? key : section + "." + key;
    }

    /** Whether the value of a key is never shown. */
    static boolean isSecret(String key) {
        return key.endsWith("password") || key.endsWith("secret") || key.endsWith("token");
    }

    /** The known key that was probably meant. */
    static Optional<String> nearest(String unknown, Collection<String> known) {
        String best = null;
        int bestDistance = Math.min(FARTHEST_TYPO, unknown.length() / 2) + 1;
        for (String candidate : known) {
            int distance = distance(unknown, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
