package dev.streamr.playback.flv;

import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.HttpEndpoints.DirectResponse;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.TagReader;
import dev.streamr.playback.http.Asked;
import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Refusal;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves HTTP-FLV: each viewer follows the stream's tag ring on the thread of its request. */
public final class FlvService {

    private static final System.Logger LOG = System.getLogger(FlvService.class.getName());

    private final HttpEndpoints http;
    private final int mostViewers;
    private final Counter closed;
    private final Set<TagReader> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /** @param mostViewers how many may watch at a time */
    public FlvService(HttpEndpoints http, int mostViewers, CollectorRegistry metrics) {
        this.http = http;
        this.mostViewers = mostViewers;
        this.closed = Counter.build("streamr_playback_flv_closed_total", "HTTP-FLV responses that ended, by reason.")
                .labelNames("reason").register(metrics);
    }

    /** Sends the stream until it ends or the viewer goes. */
    public void serve(Asked asked) throws Refusal {
        LiveStream stream = asked.stream();
        ServerResponse response = asked.response();
        if (stream.info().state() == StreamInfo.State.ENDED) {
            throw Refusal.notFound("The stream is over.");
        }
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        LiveHeaders.shared().forEach(headers::set);
        headers.set(LiveHeaders.FLV);
        headers.set(LiveHeaders.NO_STORE);
        if (asked.request().prologue().method().equals(Method.HEAD)) {
            headers.forEach(response::header);
            response.send();
            return;
        }
        if (draining || open.size() >= mostViewers) {
            throw Refusal.unavailable("This node takes no more HTTP-FLV viewers.");
        }
        headers.set(HeaderValues.TRANSFER_ENCODING_CHUNKED);
        try (TagReader reader = stream.follow(asked.countedAs(Protocol.HTTP_FLV))) {
            open.add(reader);
            try {
                follow(asked, reader, headers);
            } finally {
                open.remove(reader);
            }
        }
    }

    private void follow(Asked asked, TagReader reader, ServerResponseHeaders headers) {
        LiveStream stream = asked.stream();
        long start = System.nanoTime();
        LOG.log(System.Logger.Level.INFO, "HTTP-FLV viewer of {0} opened, {1} open", stream.name(), open.size());
        FlvSession.End end = FlvSession.End.VIEWER_LEFT;
        long bytes = 0;
        try (DirectResponse direct = http.direct(asked.request(), headers)) {
            FlvSession session = new FlvSession(asked, reader, direct);
            end = session.run();
            bytes = session.bytes();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the viewer was gone before the first byte", e);
        } finally {
            if (draining) {
                end = FlvSession.End.STOPPED;
            }
            closed.labels(end.label()).inc();
            LOG.log(System.Logger.Level.INFO, "HTTP-FLV viewer of {0} closed: {1}; {2} s, {3} bytes, {4} tags skipped",
                    stream.name(), end, Duration.ofNanos(System.nanoTime() - start).toSeconds(), Long.toString(bytes),
                    reader.skippedTags());
        }
    }

    /** Ends every response cleanly, and waits for that no longer than given. New viewers are refused from now on. */
    public void drain(Duration atMost) throws InterruptedException {
        draining = true;
        open.forEach(TagReader::close);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
    }

    /** How many watch now. */
    public int viewers() {
        return open.size();
    }
}
