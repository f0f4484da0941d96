package dev.streamr.relay;

import dev.streamr.api.Admission;
import dev.streamr.api.Director;
import dev.streamr.api.Keyring;
import dev.streamr.api.Placement;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.Viewer;

/** The director of a machine that may be an origin and a relay: its own streams are the origin's side's business. */
final class BothSides implements Director {

    private final StreamRegistry streams;
    private final Services services;
    private final Director origin;
    private final Director friend;

    BothSides(StreamRegistry streams, Services services, Director origin, Director friend) {
        this.streams = streams;
        this.services = services;
        this.origin = origin;
        this.friend = friend;
    }

    @Override
    public Placement place(StreamName stream, Viewer viewer) {
        return sideOf(stream).place(stream, viewer);
    }

    @Override
    public Admission admit(StreamName stream, String token) {
        return sideOf(stream).admit(stream, token);
    }

    /** A stream that is not here may be one of the origin's; without an origin, it can only be an own one. */
    private Director sideOf(StreamName stream) {
        boolean joined = services.find(Keyring.class).flatMap(Keyring::joined).isPresent();
        boolean relayed = streams.find(stream).map(live -> live.relayed()).orElse(joined);
        return relayed ? friend : origin;
    }
}
