package dev.streamr.daemon.cli;

import dev.streamr.api.AnyCertificate;
import dev.streamr.daemon.http.HttpConfig;
import dev.streamr.daemon.http.ListenerHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The running daemon as viewers see it, asked at the address that its listener is bound to. */
final class PublicFace implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpConfig config;
    private final HttpClient client;
    private final HttpClient credulous;
    private final URI base;

    private PublicFace(HttpConfig config, HttpClient client, HttpClient credulous, URI base) {
        this.config = config;
        this.client = client;
        this.credulous = credulous;
        this.base = base;
    }

    /** @param port the port that the listener really has */
    static PublicFace of(HttpConfig config, int port) throws IOException, GeneralSecurityException {
        HttpClient.Builder client = builder();
        if (config.tls().isPresent()) {
            client.sslContext(OwnCertificate.trusting(config.tls().get().certificate()));
        }
        HttpClient credulous = builder().sslContext(AnyCertificate.context()).build();
        return new PublicFace(config, client.build(), credulous, URI.create(
                (config.tls().isPresent() ? "https://" : "http://") + ListenerHost.inUrl(config.bind()) + ":" + port));
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1);
    }

    /** Trusts the daemon's own certificate and, at friends' machines, those that this machine knows. */
    HttpClient client() {
        return client;
    }

    /** Trusts every certificate. */
    HttpClient credulous() {
        return credulous;
    }

    URI at(String path) {
        return base.resolve(path);
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    /** Whether the listener, the API and the page are there; what comes after the first that fails is not looked at. */
    List<Finding> findings() throws InterruptedException {
        long asked = System.nanoTime();
        try {
            HttpResponse<String> api = get(at("/api/v1/streams"));
            Finding listener = Finding.ok("public listener",
                    base + " answers after " + (System.nanoTime() - asked) / 1_000_000 + " ms");
            return List.of(listener, answer("API", api, "\"streams\""), answer("page", get(at("/")), "<html"));
        } catch (IOException e) {
            return List.of(Finding.failed("public listener", base + " does not answer: " + reason(e),
                    "is a firewall or another program in the way? The log says more: journalctl -u streamr"));
        }
    }

    private static Finding answer(String what, HttpResponse<String> answer, String holds) {
        String path = answer.uri().getPath();
        return answer.statusCode() == 200 && answer.body().contains(holds)
                ? Finding.ok(what, path + " is there")
                : Finding.failed(what, path + " answers " + answer.statusCode() + missing(answer.statusCode()),
                        "is playback among the plugins, and well? See: streamr status");
    }

    private static String missing(int status) {
        return status == 200 ? " with something else" : "";
    }

    /** Whether the page on which a stream is watched is there. */
    Finding playerPage(String stream) throws InterruptedException {
        try {
            return answer("player page", get(at("/watch/" + stream)), "<html");
        } catch (IOException e) {
            return Finding.failed("player page", "it cannot be had: " + reason(e), "streamr status");
        }
    }

    /** Whether the address that viewers are told leads to this daemon: only here the stream with this name is. */
    Optional<Finding> publicUrl(String stream) throws InterruptedException {
        if (config.publicUrl().isEmpty()) {
            return Optional.empty();
        }
        String url = config.publicUrl().get().toString().replaceAll("/+$", "");
        String remedy = "try it from outside: not every router leads back in; correct http.public-url, the name or the "
                + "port forwarding";
        try {
            int status = get(URI.create(url + "/live/" + stream + ".m3u8")).statusCode();
            return Optional.of(status == 200
                    ? Finding.ok("public URL", url + " leads here")
                    : Finding.warning("public URL", url + " does not lead here: it answers " + status, remedy));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(
                    Finding.warning("public URL", url + " does not lead here from this machine: " + reason(e), remedy));
        }
    }

    /** What went wrong, also when the exception itself says nothing. */
    static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
        credulous.shutdownNow();
    }
}
