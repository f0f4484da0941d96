package dev.streamr.relay.testing;

import dev.streamr.api.Admission;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Problem;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.api.StreamName;
import dev.streamr.api.WatchSession;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves parts and initialisations of sessions, as playback does; can be told to do it badly. */
public final class MediaFiles implements HttpService {

    /** How it serves parts. */
    public enum Manner {
        /** As it should. */
        RIGHT,
        /** With a byte changed. */
        WRONG_BYTES,
        /** It takes the request and never answers. */
        FROZEN,
        /** It says that it has nothing. */
        EMPTY,
        /** It fails. */
        FAILING
    }

    private final TestMachine machine;
    private final AtomicInteger parts = new AtomicInteger();
    private volatile Manner manner = Manner.RIGHT;
    private volatile CountDownLatch frozen = new CountDownLatch(1);

    MediaFiles(TestMachine machine) {
        this.machine = machine;
    }

    /** Serves like this from now on. */
    public void manner(Manner wanted) {
        manner = wanted;
        frozen.countDown();
        frozen = new CountDownLatch(1);
    }

    /** Parts that were sent, and sent right. */
    public int partsSent() {
        return parts.get();
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/live/{name}/s/{token}/{file}", this::serve);
    }

    private void serve(ServerRequest request, ServerResponse response) throws InterruptedException {
        StreamName name = new StreamName(request.path().pathParameters().get("name"));
        String file = request.path().pathParameters().get("file");
        Optional<WatchSession> session = Optional.empty();
        if (machine.director().isPresent()) {
            switch (machine.director().get().admit(name, request.path().pathParameters().get("token"))) {
                case Admission.Granted(WatchSession granted) -> session = Optional.of(granted);
                case Admission.Denied(Problem problem) -> {
                    problem.send(response);
                    return;
                }
            }
        }
        Optional<LiveStream> stream = machine.streams().find(name);
        if (stream.isEmpty()) {
            Problem.notFound("no stream").send(response);
            return;
        }
        Optional<byte[]> bytes = file.startsWith("init-")
                ? init(stream.get(), file)
                : part(stream.get(), file.split("\\."));
        bytes.ifPresentOrElse(response::send, () -> Problem.notFound("not there").send(response));
        session.ifPresent(watch -> watch.delivered(bytes.map(found -> found.length).orElse(0)));
    }

    private static Optional<byte[]> init(LiveStream stream, String file) {
        return stream.window(Packaging.FMP4).snapshot().segments().stream().map(Segment::init)
                .filter(init -> file.equals("init-" + init.id() + ".mp4")).findFirst().map(init -> init.bytes());
    }

    private Optional<byte[]> part(LiveStream stream, String[] numbers) throws InterruptedException {
        long sequence = Long.parseLong(numbers[0]);
        int index = Integer.parseInt(numbers[1]);
        Snapshot window = stream.window(Packaging.FMP4).snapshot();
        if (hinted(window, sequence, index)) {
            window = stream.window(Packaging.FMP4).await(sequence, index, Duration.ofSeconds(3));
        }
        List<Part> present = window.segment(sequence).map(Segment::parts).orElse(List.of());
        if (index >= present.size() || present.get(index).gap()) {
            return Optional.empty();
        }
        return manners(present.get(index).bytes());
    }

    private Optional<byte[]> manners(byte[] right) throws InterruptedException {
        return switch (manner) {
            case RIGHT -> {
                parts.incrementAndGet();
                yield Optional.of(right);
            }
            case WRONG_BYTES -> {
                byte[] wrong = right.clone();
                wrong[wrong.length / 2] ^= 1;
                yield Optional.of(wrong);
            }
            case FROZEN -> {
                if (!frozen.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("frozen for too long");
                }
                yield Optional.of(right);
            }
            case EMPTY -> Optional.empty();
            case FAILING -> throw new IllegalStateException("told to fail");
        };
    }

    private static boolean hinted(Snapshot window, long sequence, int index) {
        if (window.segments().isEmpty()) {
            return false;
        }
        Segment newest = window.segments().getLast();
        return newest.complete()
                ? sequence == newest.mediaSequence() + 1 && index == 0
                : sequence == newest.mediaSequence() && index == newest.parts().size();
    }
}
