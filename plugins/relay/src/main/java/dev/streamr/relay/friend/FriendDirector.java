package dev.streamr.relay.friend;

import dev.streamr.api.Admission;
import dev.streamr.api.Director;
import dev.streamr.api.Placement;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;

/** Sessions that the origin has signed are served. */
final class FriendDirector implements Director {

    @Override
    public Placement place(StreamName stream, Viewer viewer) {
        return new Placement.Here();
    }

    @Override
    public Admission admit(StreamName stream, String token) {
        return new Admission.Denied(Problem.notFound("There is no such session."));
    }
}
