package dev.streamr.daemon.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists what is in force, key by key, from the records that were bound and the nodes they were bound from. */
final class EffectiveValues {

    private static final String MASK = "********";
    private static final Source BUILT_IN = new Source.BuiltIn();
    /** A password within a URL: after {@code user:} and as a parameter. */
    private static final Pattern IN_URL = Pattern.compile("(?<=://[^/@:]{0,200}:)[^@/]*(?=@)|(?<=[?&]password=)[^&]*");

    private final List<EffectiveValue> values = new ArrayList<>();

    List<EffectiveValue> list() {
        return List.copyOf(values);
    }

    void add(String section, Record bound, ConfigNode.@Nullable Section written) {
        for (RecordComponent component : bound.getClass().getRecordComponents()) {
            String name = Keys.ofComponent(component.getName());
            ConfigNode node = written == null ? null : written.entries().get(name);
            add(Keys.join(section, name), read(bound, component), node);
        }
    }

    private void add(String key, @Nullable Object value, @Nullable ConfigNode node) {
        if (value instanceof Optional<?> optional) {
            add(key, optional.orElse(null), node);
        } else if (value instanceof Record section && !ScalarTypes.knows(section.getClass())) {
            add(key, section, node instanceof ConfigNode.Section written ? written : null);
        } else {
            Source source = node == null ? BUILT_IN : node.source();
            String text = value != null && source.secret() ? MASK : text(key, value);
            values.add(new EffectiveValue(key, text, source.toString()));
        }
    }

    private static String text(String key, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (Keys.isSecret(key)) {
            return MASK;
        }
        return switch (value) {
            case List<?> list -> list.stream().map(item -> text(key, item)).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream().map(e -> e.getKey() + ": " + text(e.getKey().toString(), e.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> maskUrl(ScalarTypes.write(value));
        };
    }

    /** Hides the password in a URL; any other text stays as it is. */
    static String maskUrl(String text) {
        return IN_URL.matcher(text).replaceAll(MASK);
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass().getName() + "." + component.getName(), e);
        }
    }
}
