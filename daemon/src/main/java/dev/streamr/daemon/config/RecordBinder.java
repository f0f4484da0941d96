package dev.streamr.daemon.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of sections. A component is a key, a nested record a section; a key that is absent is handed over as
 * null and the record's constructor puts the default there. It goes on after a problem, to find the others.
 */
final class RecordBinder {

    private final Problems problems;

    RecordBinder(Problems problems) {
        this.problems = problems;
    }

    /** The record, or null after a problem in it. */
    <T extends Record> @Nullable T bind(Class<T> type, String name, ConfigNode.Section section) {
        int before = problems.count();
        unknownKeys(type, name, section);
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String key = Keys.ofComponent(components[i].getName());
            ConfigNode node = section.entries().get(key);
            if (isAbsent(node) && isPlainSection(components[i])) {
                node = ConfigNode.Section.empty(node == null ? section.source() : node.source());
            }
            values[i] = value(components[i].getGenericType(), Keys.join(name, key), node);
        }
        return problems.count() == before ? construct(type, name, section, values) : null;
    }

    private static boolean isAbsent(@Nullable ConfigNode node) {
        return node == null || (node instanceof ConfigNode.Scalar scalar && scalar.text() == null);
    }

    /** A section that is simply left out has its defaults; one that may be null or empty has a meaning when absent. */
    private static boolean isPlainSection(RecordComponent component) {
        return component.getType().isRecord() && !ScalarTypes.knows(component.getType())
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private void unknownKeys(Class<? extends Record> type, String name, ConfigNode.Section section) {
        List<String> known = Arrays.stream(type.getRecordComponents()).map(c -> Keys.ofComponent(c.getName())).toList();
        section.entries().forEach((key, node) -> {
            if (!known.contains(key)) {
                problems.add(node.source(), Keys.join(name, key), unknown(key, known));
            }
        });
    }

    /** What to say of a key that nobody knows. */
    static String unknown(String key, List<String> known) {
        return "unknown key" + Keys.nearest(key, known).map(near -> "; did you mean " + near + "?").orElse("")
                + "; allowed: " + String.join(", ", known);
    }

    private @Nullable Object value(Type type, String key, @Nullable ConfigNode node) {
        Class<?> raw = raw(type);
        boolean absent = isAbsent(node);
        if (raw == Optional.class) {
            return absent ? Optional.empty() : Optional.ofNullable(value(argument(type, 0), key, node));
        }
        if (node == null || absent) {
            return raw.isPrimitive() ? ScalarTypes.zero(raw) : null;
        }
        if (raw == List.class) {
            return list(argument(type, 0), key, node);
        }
        if (raw == Map.class) {
            return map(argument(type, 1), key, node);
        }
        if (raw.isRecord() && !ScalarTypes.knows(raw)) {
            return section(raw.asSubclass(Record.class), key, node);
        }
        return scalar(raw, key, node);
    }

    private @Nullable Object section(Class<? extends Record> type, String key, ConfigNode node) {
        if (node instanceof ConfigNode.Section section) {
            return bind(type, key, section);
        }
        problems.add(node.source(), key, "must be a section with keys: " + Arrays.stream(type.getRecordComponents())
                .map(c -> Keys.ofComponent(c.getName())).collect(Collectors.joining(", ")));
        return null;
    }

    private List<Object> list(Type of, String key, ConfigNode node) {
        List<Object> items = new ArrayList<>();
        if (node instanceof ConfigNode.Sequence sequence) {
            for (ConfigNode item : sequence.items()) {
                Object value = value(of, key, item);
                if (value != null) {
                    items.add(value);
                } else if (item instanceof ConfigNode.Scalar scalar && scalar.text() == null) {
                    problems.add(item.source(), key, "an item of the list is empty");
                }
            }
        } else {
            problems.add(node.source(), key, "must be a list, such as [a, b]");
        }
        return items;
    }

    private Map<String, Object> map(Type of, String key, ConfigNode node) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (node instanceof ConfigNode.Section section) {
            section.entries().forEach((name, child) -> {
                Object value = value(of, Keys.join(key, name), child);
                if (value != null) {
                    entries.put(name, value);
                }
            });
        } else {
            problems.add(node.source(), key, "must be a section with keys of your own");
        }
        return entries;
    }

    private @Nullable Object scalar(Class<?> type, String key, ConfigNode node) {
        if (!(node instanceof ConfigNode.Scalar(String text, boolean _, Source source)) || text == null) {
            problems.add(node.source(), key, "must be one value: " + ScalarTypes.allowed(type));
            return null;
        }
        try {
            return ScalarTypes.read(type, key, text);
        } catch (IllegalArgumentException e) {
            String complaint = String.valueOf(e.getMessage());
            if (source.secret()) {
                // a type of a plugin's own may repeat the value
                complaint = complaint.startsWith("is not allowed: ") ? "is not allowed" : complaint;
            }
            String shown = hidden(key, source) ? "the value" : text.isEmpty() ? "an empty value" : text;
            problems.add(source, key, shown + " " + complaint);
            return null;
        }
    }

    private <T extends Record> @Nullable T construct(Class<T> type, String name, ConfigNode.Section section,
            @Nullable Object[] values) {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException refusal)) {
                throw new IllegalStateException(type.getName() + " cannot be made from section " + name, e.getCause());
            }
            refused(type, name, section, String.valueOf(refusal.getMessage()));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " is no record that can be bound", e);
        }
    }

    /** A constructor names the component it refuses before a colon; then the problem is that key's. */
    private void refused(Class<? extends Record> type, String name, ConfigNode.Section section, String message) {
        int colon = message.indexOf(": ");
        String word = colon < 0 ? "" : message.substring(message.lastIndexOf('.', colon) + 1, colon);
        for (RecordComponent component : type.getRecordComponents()) {
            String key = Keys.ofComponent(component.getName());
            if (word.equals(key) || word.equals(component.getName())) {
                ConfigNode node = section.entries().get(key);
                problems.add(node == null ? section.source() : node.source(), Keys.join(name, key),
                        sentence(key, node, message.substring(colon + 2)));
                return;
            }
        }
        problems.add(section.source(), name, message);
    }

    private static String sentence(String key, @Nullable ConfigNode node, String complaint) {
        return node instanceof ConfigNode.Scalar scalar && !hidden(key, scalar.source())
                && complaint.startsWith("must be ")
                        ? scalar.text() + " " + complaint
                        : complaint;
    }

    private static boolean hidden(String key, Source source) {
        return Keys.isSecret(key) || source.secret();
    }

    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> raw(p.getRawType());
            default -> throw new IllegalArgumentException(type + " is no type that the configuration knows");
        };
    }

    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
