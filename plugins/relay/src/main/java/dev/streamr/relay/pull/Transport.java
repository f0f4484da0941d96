package dev.streamr.relay.pull;

import dev.streamr.api.AnyCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP/1.1 to origin and parents. It follows no redirects. Any thread. */
public final class Transport implements AutoCloseable {

    /** How long a connection may take. */
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** An endless response that says nothing for so long is dead. */
    static final Duration SILENCE = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 250;

    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("relay-http-", 0).factory());
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).executor(threads)
            .sslContext(AnyCertificate.context()).build();
    private final Set<LiveInput> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watchdog = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("relay-silence").factory());

    /** Ready to send. */
    public Transport() {
        var _ = watchdog.scheduleAtFixedRate(() -> open.forEach(LiveInput::closeIfSilent), LOOK_MILLIS, LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    HttpClient client() {
        return client;
    }

    /**
     * Opens an endless response. It fails when nothing comes for {@link #SILENCE}.
     *
     * @throws IOException with the reason when there is no response with status 200
     */
    InputStream open(URI url, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).header("Authorization", "Bearer " + token).build();
        var answer = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answer.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IOException("status " + response.statusCode());
            }
            LiveInput input = new LiveInput(response.body(), open::remove);
            open.add(input);
            return input;
        } catch (TimeoutException | InterruptedException e) {
            var _ = answer.cancel(true);
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IOException("no answer within " + SILENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        client.shutdownNow();
        threads.shutdownNow();
    }
}
