package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code streamr serve} of an image, on free ports of the loopback address, with a state folder of its own. */
final class ImageDaemon implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Image image;
    private final Path log;
    private final Path config;
    private final int httpPort;
    private final int opsPort;
    private final int rtmpPort;
    private final Path stateDir;
    private final Map<String, String> environment;
    private final List<String> options;
    private Process process;

    /**
     * Starts a daemon and waits until it is up.
     *
     * @param folder  an empty folder for its state, configuration and log
     * @param publish who may publish: {@code key} or {@code open}
     */
    ImageDaemon(Image image, Path folder, String publish) throws IOException {
        this(image, folder, publish, "");
    }

    /** @param more further sections of its configuration; {@code HTTP} in it is the address of its public listener */
    ImageDaemon(Image image, Path folder, String publish, String more) throws IOException {
        this(image, folder, publish, more, Map.of(), List.of());
    }

    /** @param options further options of {@code streamr serve}; it says itself that it is reached at its address */
    ImageDaemon(Image image, Path folder, String publish, List<String> options) throws IOException {
        this(image, folder, publish, "mesh: { announce: [ 'HTTP' ] }", Map.of(), options);
    }

    /** @param environment variables of its process, beside those of this one */
    ImageDaemon(Image image, Path folder, String publish, Map<String, String> environment) throws IOException {
        this(image, folder, publish, "", environment, List.of());
    }

    private ImageDaemon(Image image, Path folder, String publish, String more, Map<String, String> environment,
            List<String> options) throws IOException {
        this.image = image;
        this.stateDir = folder.resolve("state");
        this.environment = environment;
        this.options = options;
        this.log = folder.resolve("daemon.log");
        this.config = folder.resolve("streamr.yaml");
        try (ServerSocket http = freePort(); ServerSocket ops = freePort(); ServerSocket rtmp = freePort()) {
            httpPort = http.getLocalPort();
            opsPort = ops.getLocalPort();
            rtmpPort = rtmp.getLocalPort();
        }
        Files.writeString(config, """
                state-dir: %s
                http: { bind: 127.0.0.1, port: %d }
                ops: { bind: 127.0.0.1, port: %d }
                ingest: { rtmp: { bind: 127.0.0.1, port: %d }, publish: %s }
                %s
                """.formatted(stateDir, httpPort, opsPort, rtmpPort, publish,
                more.replace("HTTP", http(""))));
        process = start();
    }

    private Process start() throws IOException {
        ProcessBuilder serve = new ProcessBuilder(image.launcher().toString(), "serve", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        serve.command().addAll(options);
        serve.environment().putAll(environment);
        Process started = serve.start();
        await().atMost(LONGEST_START).pollInterval(Duration.ofMillis(50)).until(() -> !started.isAlive() || isUp());
        if (!started.isAlive()) {
            throw new AssertionError("the daemon ended with " + started.exitValue() + ": " + log());
        }
        return started;
    }

    private boolean isUp() throws InterruptedException {
        try {
            return getOps("/health/live").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Asks it to stop, as a service manager does, and returns its exit code. */
    int terminate() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(LONGEST_STOP)) {
            throw new AssertionError("the daemon did not stop within " + LONGEST_STOP + ": " + log());
        }
        return process.exitValue();
    }

    /** Waits until it has ended by itself, and returns its exit code. */
    int awaitExit(Duration atMost) throws InterruptedException, IOException {
        if (!process.waitFor(atMost)) {
            throw new AssertionError("the daemon did not end within " + atMost + ": " + log());
        }
        return process.exitValue();
    }

    /** Ends it as a power cut does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it once more, on the same ports with the same state. */
    void restart() throws IOException {
        process = start();
    }

    /** Runs another command of {@code streamr} against this daemon. */
    Run streamr(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(image.launcher().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", config.toString()));
        return Run.of(Duration.ofSeconds(60), command);
    }

    Path stateDir() {
        return stateDir;
    }

    /** An address of the ops listener. */
    String ops(String path) {
        return "http://127.0.0.1:" + opsPort + path;
    }

    /** Where to publish and to play by RTMP. */
    String rtmp(String key) {
        return "rtmp://127.0.0.1:" + rtmpPort + "/live/" + key;
    }

    /** An address of the public listener. */
    String http(String path) {
        return "http://127.0.0.1:" + httpPort + path;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(URI.create(http(path)));
    }

    /** What a viewer gets at {@code path} as soon as it is there. */
    String awaitBody(String path) {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(path), response -> response.statusCode() == 200).body();
    }

    HttpResponse<String> getOps(String path) throws IOException, InterruptedException {
        return get(URI.create(ops(path)));
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
                BodyHandlers.ofString());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    int rtmpPort() {
        return rtmpPort;
    }

    /** The folder in which the kernel says what this process holds. */
    Path proc() {
        return Path.of("/proc", String.valueOf(process.pid()));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        client.close();
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
