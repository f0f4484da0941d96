package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.streamr.daemon.config.DaemonConfig;
import dev.streamr.daemon.http.ListenerHost;
import dev.streamr.daemon.ops.OpsToken;
import dev.streamr.daemon.ops.RuntimeFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the daemon that runs with the same configuration, over its ops listener and with the token of its state
 * directory. {@code HttpURLConnection}, because it is up in a fraction of the time of the newer client.
 */
final class DaemonClient {

    private static final int CONNECT_MILLIS = 2_000;
    /** Leaving an origin hands viewers over for twenty seconds first. */
    private static final int READ_MILLIS = 40_000;
    private static final int LARGEST_ANSWER = 16 << 20;

    private final Path stateDir;
    private final String base;
    private final String token;

    @SuppressWarnings("ArrayRecordComponent") // seen by this class alone
    private record Answer(int status, byte[] body) {}

    private DaemonClient(Path stateDir, String base, String token) {
        this.stateDir = stateDir;
        this.base = base;
        this.token = token;
    }

    /** @throws CommandFailure saying how to start the daemon when it left no trace, or may not be talked to */
    static DaemonClient of(DaemonConfig config) {
        Path stateDir = config.stateDir();
        RuntimeFile runtime = RuntimeFile.read(stateDir)
                .orElseGet(() -> new RuntimeFile(0, config.ops().bind(), config.ops().port(), config.http().port()));
        return new DaemonClient(stateDir, "http://" + ListenerHost.inUrl(runtime.opsHost()) + ":" + runtime.opsPort()
                + "/admin/v1", token(stateDir));
    }

    private static String token(Path stateDir) {
        Path file = OpsToken.fileIn(stateDir);
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw notRunning(stateDir);
        } catch (IOException e) {
            throw CommandFailure.failed(file + " cannot be read; run this as the daemon's user (sudo -u streamr …)");
        }
    }

    private static CommandFailure notRunning(Path stateDir) {
        return CommandFailure.notNow("no daemon is running with the state directory " + stateDir
                + "; start it with: streamr serve (or: systemctl start streamr)");
    }

    /** Escapes a segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    /** As {@link #get}, for what only some plugin answers: empty when it does not run. */
    Optional<JsonNode> find(String path) {
        Answer answer = exchange("GET", path, null);
        return answer.status() == HttpURLConnection.HTTP_NOT_FOUND ? Optional.empty() : Optional.of(accept(answer));
    }

    JsonNode post(String path, @Nullable Object body) {
        return call("POST", path, body);
    }

    void delete(String path) {
        call("DELETE", path, null);
    }

    private JsonNode call(String method, String path, @Nullable Object body) {
        return accept(exchange(method, path, body));
    }

    private Answer exchange(String method, String path, @Nullable Object body) {
        try {
            return ask(method, path, body);
        } catch (ConnectException e) {
            throw notRunning(stateDir);
        } catch (IOException e) {
            throw CommandFailure.notNow("the daemon at " + base + " does not answer: " + e.getMessage());
        }
    }

    private Answer ask(String method, String path, @Nullable Object body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(base + path).toURL()
                .openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(Documents.write(body));
            }
            int status = connection.getResponseCode();
            try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                return new Answer(status, in == null ? new byte[0] : in.readNBytes(LARGEST_ANSWER));
            }
        } finally {
            connection.disconnect();
        }
    }

    private JsonNode accept(Answer answer) {
        if (answer.status() >= 400) {
            throw refused(answer.status(), answer.body());
        }
        return answer.body().length == 0 ? MissingNode.getInstance() : Documents.parse(answer.body());
    }

    private CommandFailure refused(int status, byte[] problem) {
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return CommandFailure
                    .failed("another program, or a daemon with another state directory, answers at " + base);
        }
        String detail = Documents.parse(problem).path("detail").asText("status " + status);
        if (status == HttpURLConnection.HTTP_BAD_REQUEST) {
            return CommandFailure.usage(detail);
        }
        return status >= HttpURLConnection.HTTP_INTERNAL_ERROR
                ? CommandFailure.notNow(detail)
                : CommandFailure.failed(detail);
    }
}
