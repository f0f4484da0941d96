package dev.streamr.daemon.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every key as a variable: the records say which there are, the variables win over the file. */
final class Environment {

    /** Variables that are no keys: the file to read, the image's folder, options for the Java runtime. */
    static final Set<String> NO_KEYS = Set.of("STREAMR_CONFIG", "STREAMR_HOME", "STREAMR_JVM_OPTS");

    private final Map<String, String> variables = new TreeMap<>();

    /** @param environment all variables; those of others are left alone */
    Environment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(Keys.VARIABLE_PREFIX) && !NO_KEYS.contains(name)) {
                variables.put(name, value);
            }
        });
    }

    /** Puts the variables of these sections' keys over what the file says. */
    void override(ConfigNode.Section root, Map<String, Type> keys) {
        keys.forEach((key, type) -> {
            String variable = Keys.variable(key);
            String value = variables.get(variable);
            if (value != null) {
                root.put(key, node(type, value, new Source.Environment(variable)));
            }
        });
    }

    /** Complains about variables that no key has. */
    void unknown(Set<String> keys, Problems problems) {
        List<String> known = keys.stream().map(Keys::variable).toList();
        for (String variable : variables.keySet()) {
            if (!known.contains(variable)) {
                problems.add(new Source.Environment(variable), "", "unknown variable"
                        + Keys.nearest(variable, known).map(near -> "; did you mean " + near + "?").orElse("")
                        + " (see streamr config show)");
            }
        }
    }

    /** What a text means for a key of this type: lists are written with commas, nothing is null. */
    static ConfigNode node(Type type, String value, Source source) {
        if (value.isEmpty()) {
            return new ConfigNode.Scalar(null, source);
        }
        if (RecordBinder.raw(type) == List.class) {
            List<ConfigNode> items = new ArrayList<>();
            for (String item : value.split(",", -1)) {
                items.add(new ConfigNode.Scalar(item.strip(), source));
            }
            return new ConfigNode.Sequence(items, source);
        }
        return new ConfigNode.Scalar(value, source);
    }

    /** All keys of a section's record with their types, in the order of the record; sections with free keys left out. */
    static Map<String, Type> keysOf(String section, Class<? extends Record> type) {
        Map<String, Type> keys = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = Keys.join(section, Keys.ofComponent(component.getName()));
            Type of = component.getGenericType();
            if (RecordBinder.raw(of) == Optional.class) {
                of = RecordBinder.argument(of, 0);
            }
            Class<?> raw = RecordBinder.raw(of);
            if (raw.isRecord() && !ScalarTypes.knows(raw)) {
                keys.putAll(keysOf(key, raw.asSubclass(Record.class)));
            } else if (raw != Map.class) {
                keys.put(key, of);
            }
        }
        return keys;
    }
}
