package dev.streamr.playback.testing;

import dev.streamr.api.Admission;
import dev.streamr.api.Director;
import dev.streamr.api.Placement;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;
import io.helidon.http.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Decides what a test has told it to. */
public final class FakeDirector implements Director {

    private final Map<String, FakeSession> sessions = new ConcurrentHashMap<>();
    private final List<Viewer> asked = new CopyOnWriteArrayList<>();
    private volatile Placement placement = new Placement.Here();

    /** Where everybody goes from now on. */
    public void placing(Placement now) {
        placement = now;
    }

    /** Lets a token in. */
    public void admitting(String token, FakeSession session) {
        sessions.put(token, session);
    }

    /** Who asked to be placed. */
    public List<Viewer> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Placement place(StreamName stream, Viewer viewer) {
        asked.add(viewer);
        return placement;
    }

    @Override
    public Admission admit(StreamName stream, String token) {
        FakeSession session = sessions.get(token);
        return session == null
                ? new Admission.Denied(new Problem(Status.FORBIDDEN_403, "This session is not good here."))
                : new Admission.Granted(session);
    }
}
