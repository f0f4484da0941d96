package dev.streamr.mesh.message;

/** Where machines of the mesh talk to one another; below the base URL. All are {@code POST} with JSON. */
public final class Paths {

    /** The origin proves who it is: {@link Hello}. */
    public static final String HELLO = "/api/v1/nodes/hello";
    /** A friend comes in with an invite: {@link JoinRequest}. */
    public static final String JOIN = "/api/v1/nodes/join";
    /** A node says how it is: {@link Heartbeat}. */
    public static final String HEARTBEAT = "/api/v1/nodes/heartbeat";
    /** A node goes for good; empty body. */
    public static final String LEAVE = "/api/v1/nodes/leave";
    /** A node proves that an address is its own: {@link Hello}. */
    public static final String PROVE = "/api/v1/nodes/prove";

    private Paths() {}
}
