package dev.streamr.ingest.rtmp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a client asks for below {@code rtmp://HOST/live}: a name and maybe a key, as in {@code name?key=…}. When
 * publishing, the name alone may be the key. Holds secrets: it is never written anywhere.
 *
 * @param name what stands before the query
 * @param key  the query's {@code key}
 */
public record StreamPath(String name, Optional<String> key) {

    /** The application that all streams live in. */
    static final String APPLICATION = "live";

    /**
     * Puts application instance and stream together: clients cut {@code live/a/b} at different places.
     *
     * @param application {@code app} of the connect command
     * @param stream      the argument of publish or play
     */
    static StreamPath of(String application, String stream) {
        int slash = application.indexOf('/');
        String instance = slash < 0 ? "" : application.substring(slash + 1);
        String joined = trimSlashes(trimSlashes(instance) + "/" + trimSlashes(stream));
        int query = joined.indexOf('?');
        if (query < 0) {
            return new StreamPath(joined, Optional.empty());
        }
        return new StreamPath(trimSlashes(joined.substring(0, query)), keyOf(joined.substring(query + 1)));
    }

    /** Whether an application name is ours: {@code live}, {@code live/…}; a query is no part of it. */
    static boolean isApplication(String application) {
        String path = application.split("[/?]", 2)[0];
        return path.equals(APPLICATION);
    }

    private static Optional<String> keyOf(String query) {
        return Arrays.stream(query.split("&")).filter(pair -> pair.startsWith("key="))
                .map(pair -> decode(pair.substring("key=".length()))).filter(key -> !key.isEmpty()).findFirst();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded after all: then it stands for itself.
            return text;
        }
    }

    private static String trimSlashes(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(start, end);
    }

    /** Says nothing, so that no log line can. */
    @Override
    public String toString() {
        return "StreamPath[hidden]";
    }
}
