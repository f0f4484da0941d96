package dev.streamr.playback.web;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with {@code {{holes}}}; what fills them is escaped for HTML text and quoted attributes. */
final class Template {

    private static final Pattern HOLE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final String source;

    Template(String source) {
        this.source = source;
    }

    /** @throws IllegalArgumentException when a hole has no value */
    String render(Map<String, String> values) {
        return HOLE.matcher(source).replaceAll(hole -> {
            String value = values.get(hole.group(1));
            if (value == null) {
                throw new IllegalArgumentException("template: nothing fills {{" + hole.group(1) + "}}");
            }
            return Matcher.quoteReplacement(escape(value));
        });
    }

    /** Escapes for element content and for attribute values in quotes of either kind. */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
