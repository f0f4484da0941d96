package dev.streamr.daemon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** JSON for programs: what {@code --json} prints, and what the daemon answers. */
final class Documents {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Documents() {}

    static void print(Terminal terminal, Object document) {
        try {
            terminal.out().println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(document.getClass().getName() + " is no JSON", e);
        }
    }

    static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw CommandFailure.failed("the daemon's answer is no JSON: " + e.getMessage());
        }
    }

    static byte[] write(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(document.getClass().getName() + " is no JSON", e);
        }
    }
}
