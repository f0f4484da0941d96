package dev.streamr.mesh.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Messages as JSON. Fields that are not known are passed over, so that newer versions can talk to older ones. */
public final class Json {

    /** Nothing that machines say to one another is longer. */
    public static final int MOST_BYTES = 32 << 10;

    private static final int DEEPEST = 8;
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException when the bytes are no such message; it does not repeat them
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            T message = MAPPER.readValue(bytes, type);
            if (message != null) {
                return message;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("body: is no " + type.getSimpleName(), e);
        }
        throw new IllegalArgumentException("body: is no " + type.getSimpleName());
    }

    /** UTF-8. */
    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(message.getClass().getName() + " is always JSON", e);
        }
    }
}
