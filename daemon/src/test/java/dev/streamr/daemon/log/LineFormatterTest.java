package dev.streamr.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {

    private static LogRecord logged(Level level, String message) {
        LogRecord one = new LogRecord(level, message);
        one.setLoggerName("dev.streamr.ingest.rtmp.Connection");
        one.setInstant(Instant.parse("2026-11-21T10:00:00.123Z"));
        return one;
    }

    @Test
    void theJournalGetsThePriorityAndNoTime() {
        LineFormatter journal = new LineFormatter(true);
        assertEquals("<6>ingest.rtmp.Connection: opened\n", journal.format(logged(Level.INFO, "opened")));
        assertEquals("<4>ingest.rtmp.Connection: odd\n", journal.format(logged(Level.WARNING, "odd")));
        assertEquals("<3>ingest.rtmp.Connection: bad\n", journal.format(logged(Level.SEVERE, "bad")));
        assertEquals("<7>ingest.rtmp.Connection: detail\n", journal.format(logged(Level.FINE, "detail")));
    }

    @Test
    void aTerminalGetsTimeLevelAndPlace() {
        String line = new LineFormatter(false).format(logged(Level.INFO, "opened"));
        assertTrue(line.matches(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.123\\S+ INFO  ingest\\.rtmp\\.Connection: opened\n"),
                line);
    }

    @Test
    void whatAClientSentForgesNoLine() {
        assertEquals("<6>ingest.rtmp.Connection: a <3>forged [31m\n",
                new LineFormatter(true).format(logged(Level.INFO, "a\n<3>forged\u001b[31m")).replace("  ", " "));
    }
}
