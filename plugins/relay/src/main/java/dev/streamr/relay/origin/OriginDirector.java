package dev.streamr.relay.origin;

import dev.streamr.api.Admission;
import dev.streamr.api.Director;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodeRegistry;
import dev.streamr.api.Placement;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.Viewer;
import dev.streamr.relay.origin.node.Network;
import dev.streamr.relay.origin.node.Networks;
import dev.streamr.relay.origin.session.NamedSegments;
import dev.streamr.relay.origin.session.Seating;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionBook;
import dev.streamr.relay.origin.session.SessionRelay;
import dev.streamr.relay.token.SessionToken;
import dev.streamr.relay.token.TokenMint;
import io.helidon.http.Status;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Who serves whom. Any thread; nothing blocks. */
final class OriginDirector implements Director {

    /** What is said when nobody can serve one viewer more. */
    static final Problem FULL = new Problem(Status.SERVICE_UNAVAILABLE_503,
            "This stream is full: all who can hand it on have as many viewers as they can serve. Try again in a moment.");

    private final StreamRegistry streams;
    private final NodeRegistry nodes;
    private final TokenMint mint;
    private final SessionBook book;
    private final Seating seating;
    private final Networks networks;
    private final OriginCap cap;
    private final DirectorMetrics metrics;
    private final NamedSegments listener;
    private final Runnable hurry;
    private final Comebacks comebacks;
    private final LongSupplier nanoTime;

    /**
     * @param hurry has orders sent soon
     */
    OriginDirector(StreamRegistry streams, NodeRegistry nodes, TokenMint mint, SessionBook book, Seating seating,
            Networks networks, OriginCap cap, DirectorMetrics metrics, NamedSegments listener,
            Runnable hurry, LongSupplier nanoTime) {
        this.streams = streams;
        this.nodes = nodes;
        this.mint = mint;
        this.book = book;
        this.seating = seating;
        this.networks = networks;
        this.cap = cap;
        this.metrics = metrics;
        this.listener = listener;
        this.hurry = hurry;
        this.comebacks = new Comebacks(nanoTime);
        this.nanoTime = nanoTime;
    }

    @Override
    public Placement place(StreamName stream, Viewer viewer) {
        boolean ours = streams.find(stream).filter(live -> !live.relayed()).isPresent();
        if (!ours || !mint.ready() || !(cap.set() || anybody())) {
            return new Placement.Here();
        }
        return switch (viewer.protocol()) {
            case HLS -> playlist(stream, viewer);
            case HTTP_FLV -> tags(stream, viewer);
            case RTMP, RELAY -> new Placement.Here();
        };
    }

    private boolean anybody() {
        return nodes.nodes().stream().anyMatch(node -> node.state().present());
    }

    private Placement playlist(StreamName stream, Viewer viewer) {
        boolean steerable = Players.steerable(viewer.userAgent());
        // Browsers and apps load nothing over HTTP for what came over HTTPS; programs like VLC do not mind.
        Optional<Session> opened = open(stream, steerable ? Session.Kind.STEERED : Session.Kind.NAMED,
                networks.of(viewer.address()), viewer.secure() && steerable, Set.of());
        if (opened.isEmpty()) {
            return refused();
        }
        Session session = opened.get();
        Optional<TokenMint.Minted> token = seating.originToken(session);
        if (token.isEmpty()) {
            return new Placement.Here();
        }
        if (!steerable) {
            return new Placement.Named(token.get().text());
        }
        List<Placement.Pathway> pathways = Pathways.of(session, seating);
        session.pathways(pathways.stream().map(Placement.Pathway::id).collect(Collectors.toSet()));
        return new Placement.Steered(URI.create(SteeringRoute.path(stream, token.get().text())), pathways);
    }

    private Placement tags(StreamName stream, Viewer viewer) {
        Set<NodeName> failed = comebacks.of(stream, viewer).map(Set::of).orElse(Set.of());
        Optional<Session> opened = open(stream, Session.Kind.REDIRECTED, networks.of(viewer.address()), false, failed);
        if (opened.isEmpty()) {
            return refused();
        }
        Optional<SessionRelay> relay = opened.get().relays().stream().findFirst();
        if (relay.isEmpty()) {
            book.end(opened.get()); // playback counts who follows the tags here
            return new Placement.Here();
        }
        comebacks.sent(stream, viewer, relay.get().node());
        return new Placement.Elsewhere(relay.get().base().resolve("stream.flv"));
    }

    /** A session that somebody can serve; empty when nobody can. */
    Optional<Session> open(StreamName stream, Session.Kind kind, Network network, boolean https, Set<NodeName> avoid) {
        Optional<Session> opened = seating.open(stream, kind, network, https, avoid);
        if (opened.filter(session -> session.primary().isEmpty()).isPresent()) {
            hurry.run();
            if (!cap.holds()) {
                opened.ifPresent(book::end);
                return Optional.empty();
            }
        }
        return opened;
    }

    private Placement refused() {
        metrics.full();
        return new Placement.Refused(FULL);
    }

    @Override
    public Admission admit(StreamName stream, String text) {
        Optional<SessionToken> read = mint.read(text, stream)
                .filter(token -> token.machine().equals(SessionToken.ORIGIN));
        if (read.isEmpty()) {
            return denied(Status.FORBIDDEN_403, "The session in this address is none of this stream at this machine.");
        }
        SessionToken token = read.get();
        if (mint.expired(token)) {
            return denied(Status.GONE_410, "The session in this address is over: start at /live/" + stream + ".m3u8.");
        }
        return switch (token.kind()) {
            case RELAY -> relay(stream, token);
            case NAMED -> viewer(stream, token, Session.Kind.NAMED);
            case VIEWER -> viewer(stream, token, Session.Kind.PAGE);
        };
    }

    private Admission viewer(StreamName stream, SessionToken token, Session.Kind kind) {
        Optional<Session> session = seating.resume(stream, token, kind, Network.UNKNOWN);
        if (session.isEmpty()) {
            return new Admission.Denied(FULL);
        }
        if (session.get().kind() == Session.Kind.NAMED) {
            seating.refresh(session.get());
        }
        return new Admission.Granted(new OriginSession(session.get(), streams, listener, nanoTime));
    }

    private Admission relay(StreamName stream, SessionToken token) {
        boolean friend = nodes.nodes().stream()
                .anyMatch(node -> SessionToken.sessionOf(node.id()).equals(token.session())
                        && node.state() != Node.State.SUSPENDED);
        return friend
                ? new Admission.Granted(new PullSession(token.session(), stream, streams))
                : denied(Status.FORBIDDEN_403, "This machine is no friend of the origin, or was locked out.");
    }

    private static Admission denied(Status status, String detail) {
        return new Admission.Denied(new Problem(status, detail));
    }

    /** The stream, if it is one of this machine's own. */
    Optional<LiveStream> own(StreamName stream) {
        return streams.find(stream).filter(live -> !live.relayed());
    }
}
