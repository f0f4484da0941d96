package dev.streamr.daemon.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One record, one line: {@code 2026-11-21T10:00:00.123Z INFO  ingest.rtmp: …}. For systemd's journal, which keeps time
 * and priority itself, {@code <6>ingest.rtmp: …} (sd-daemon(3)).
 */
final class LineFormatter extends Formatter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final String OURS = "dev.streamr.";

    private final boolean journal;

    LineFormatter(boolean journal) {
        this.journal = journal;
    }

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder(120);
        if (journal) {
            line.append('<').append(priority(record.getLevel())).append('>');
        } else {
            line.append(TIME.format(ZonedDateTime.ofInstant(record.getInstant(), ZoneId.systemDefault())));
            line.append(' ').append(word(record.getLevel())).append(' ');
        }
        line.append(place(record.getLoggerName())).append(": ");
        oneLine(line, formatMessage(record));
        if (record.getThrown() != null) {
            thrown(line, record);
        }
        return line.append('\n').toString();
    }

    /** Control characters of whoever is at the other end do not forge lines. */
    private static void oneLine(StringBuilder line, String message) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
    }

    /** Short for an operator; with the stack when it is an error, for whoever has to find it. */
    private static void thrown(StringBuilder line, LogRecord record) {
        Throwable thrown = record.getThrown();
        if (record.getLevel().intValue() < Level.SEVERE.intValue()) {
            oneLine(line.append(": "), String.valueOf(thrown));
            return;
        }
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        line.append('\n').append(stack.toString().stripTrailing());
    }

    private static String place(String logger) {
        if (logger == null) {
            return "-";
        }
        return logger.startsWith(OURS) ? logger.substring(OURS.length()) : logger;
    }

    private static String word(Level level) {
        return switch (priority(level)) {
            case 3 -> "ERROR";
            case 4 -> "WARN ";
            case 6 -> "INFO ";
            default -> "DEBUG";
        };
    }

    /** The priorities of syslog(3). */
    private static int priority(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return 3;
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return 4;
        }
        return level.intValue() >= Level.INFO.intValue() ? 6 : 7;
    }
}
