package dev.streamr.relay.http;

import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.HttpEndpoints.DirectResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;

/** The endless responses of one route: not too many, one for each who asks. Any thread. */
public final class OpenResponses implements AutoCloseable {

    private final HttpEndpoints http;
    private final int most;
    private final ConcurrentHashMap<String, DirectResponse> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param most responses at a time */
    public OpenResponses(HttpEndpoints http, int most) {
        this.http = http;
        this.most = most;
    }

    /**
     * Opens a response in chunks. One that is still open for the same client is taken for dead and closed.
     *
     * @param client who asks, and for what
     * @throws Refusal     when there are too many
     * @throws IOException when the client is gone
     */
    public DirectResponse open(String client, String mediaType, ServerRequest request) throws Refusal, IOException {
        if (closed || (open.size() >= most && !open.containsKey(client))) {
            throw Refusal.unavailable("This machine takes no more relays.");
        }
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        headers.set(HeaderValues.create(HeaderNames.CONTENT_TYPE, mediaType));
        headers.set(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        headers.set(HeaderValues.TRANSFER_ENCODING_CHUNKED);
        DirectResponse response = http.direct(request, headers);
        DirectResponse before = open.put(client, response);
        if (before != null) {
            before.close();
        }
        return response;
    }

    /** Closes a response. */
    public void close(String client, DirectResponse response) {
        open.remove(client, response);
        response.close();
    }

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /** Closes all, and opens no more. */
    @Override
    public void close() {
        closed = true;
        open.values().forEach(DirectResponse::close);
    }
}
