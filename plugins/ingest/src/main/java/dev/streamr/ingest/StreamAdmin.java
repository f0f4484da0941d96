package dev.streamr.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/streams}: who may publish. A key is shown once, in the answer that makes it. */
final class StreamAdmin implements HttpService {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request names a stream; nothing longer is read. */
    private static final int MAX_BODY_BYTES = 4096;

    private final StreamKeys keys;
    private final StreamRegistry streams;
    private final StreamUrls urls;
    private final Consumer<StreamName> revoke;

    /** @param revoke ends the present publisher of a stream */
    StreamAdmin(StreamKeys keys, StreamRegistry streams, StreamUrls urls, Consumer<StreamName> revoke) {
        this.keys = keys;
        this.streams = streams;
        this.urls = urls;
        this.revoke = revoke;
    }

    /** A stream in the list. Times are ISO 8601. */
    record Listed(String name, String createdAt, String keyChangedAt, boolean live, String publishUrl, String playUrl,
            String watchUrl) {}

    /** A stream with its new key: what a streamer types into OBS. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WithKey(String name, String publishUrl, @Nullable String publishUrlTls, String streamKey, String playUrl,
            String watchUrl) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/streams", this::list)
                .post("/streams", this::add)
                .post("/streams/{name}/key", this::rotate)
                .delete("/streams/{name}", this::remove);
    }

    private void list(ServerRequest request, ServerResponse response) {
        send(response, Status.OK_200, keys.list().stream().map(this::listed).toList());
    }

    private void add(ServerRequest request, ServerResponse response) throws IOException {
        String text = field(request, "name");
        if (!StreamName.isValid(text)) {
            Problem.badRequest("name: must be " + StreamName.ALLOWED).send(response);
            return;
        }
        StreamName name = new StreamName(text);
        Optional<String> key = keys.add(name);
        if (key.isPresent()) {
            send(response, Status.CREATED_201, withKey(name, key.get()));
        } else {
            new Problem(Status.CONFLICT_409, "name: there is a stream " + name + " already; rotate its key instead")
                    .send(response);
        }
    }

    private void rotate(ServerRequest request, ServerResponse response) {
        Optional<StreamName> name = named(request);
        Optional<String> key = name.flatMap(keys::rotate);
        if (name.isPresent() && key.isPresent()) {
            revoke.accept(name.get());
            send(response, Status.OK_200, withKey(name.get(), key.get()));
        } else {
            unknown(response);
        }
    }

    private void remove(ServerRequest request, ServerResponse response) {
        Optional<StreamName> name = named(request);
        if (name.isPresent() && keys.remove(name.get())) {
            revoke.accept(name.get());
            response.status(Status.NO_CONTENT_204).send();
        } else {
            unknown(response);
        }
    }

    private Listed listed(StreamKeys.Entry entry) {
        StreamName name = entry.name();
        boolean live = streams.find(name).map(LiveStream::info)
                .filter(info -> info.state() == StreamInfo.State.LIVE).isPresent();
        return new Listed(name.value(), entry.createdAt().toString(), entry.keyChangedAt().toString(), live,
                urls.publish(), urls.play(name), urls.watch(name));
    }

    private WithKey withKey(StreamName name, String key) {
        return new WithKey(name.value(), urls.publish(), urls.publishTls().orElse(null), key, urls.play(name),
                urls.watch(name));
    }

    private static Optional<StreamName> named(ServerRequest request) {
        return request.path().pathParameters().first("name").asOptional().filter(StreamName::isValid)
                .map(StreamName::new);
    }

    private static void unknown(ServerResponse response) {
        Problem.notFound("name: there is no such stream; list them with 'streamr stream list'").send(response);
    }

    /** A text field of a JSON object; empty when it is not there or the body is something else. */
    private static String field(ServerRequest request, String field) throws IOException {
        byte[] body = request.content().inputStream().readNBytes(MAX_BODY_BYTES);
        try {
            JsonNode value = JSON.readTree(body).path(field);
            return value.isTextual() ? value.asText() : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static void send(ServerResponse response, Status status, Object body) {
        try {
            byte[] json = JSON.writeValueAsBytes(body);
            response.status(status).header(HeaderValues.CONTENT_TYPE_JSON).header(HeaderValues.CACHE_NO_CACHE)
                    .send(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is always JSON", e);
        }
    }
}
