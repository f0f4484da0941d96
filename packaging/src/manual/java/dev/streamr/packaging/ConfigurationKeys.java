package dev.streamr.packaging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of keys in docs/operations.md as a list in AsciiDoc; a test of the daemon holds that table true. */
final class ConfigurationKeys {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.-]+)` \\| ([^|]*) \\| ([^|]*) \\|$",
            Pattern.MULTILINE);
    private static final String BEGIN = "| key | default | what |";

    private ConfigurationKeys() {}

    static String list(String operations) {
        int begin = operations.indexOf(BEGIN);
        int end = operations.indexOf("\n\n", begin);
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException("the table of keys is not in the operations page: " + BEGIN);
        }
        StringBuilder list = new StringBuilder();
        Matcher rows = ROW.matcher(operations.substring(begin, end));
        while (rows.find()) {
            list.append('*').append(rows.group(1)).append("*::\n").append(literal(rows.group(3)))
                    .append(" +\nDefault: ").append(literal(rows.group(2))).append("\n\n");
        }
        return list.toString();
    }

    /** Code in backticks is taken as it is, whatever AsciiDoc sees in it. */
    private static String literal(String markdown) {
        return markdown.replaceAll("`([^`]+)`", "`+$1+`");
    }
}
