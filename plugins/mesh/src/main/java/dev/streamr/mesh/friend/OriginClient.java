package dev.streamr.mesh.friend;

import dev.streamr.mesh.friend.OriginTrouble.Kind;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.key.PeerKey;
import dev.streamr.mesh.message.Headers;
import dev.streamr.mesh.message.Json;
import dev.streamr.mesh.message.Stamp;
import dev.streamr.mesh.path.Post;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Talks to the origin in signed messages, and believes signed answers only. Knows where the origin stands: after it has
 * started anew, or when this machine has, the first answer tells the boot nonce and counter to go on from. Any thread,
 * one message at a time.
 */
final class OriginClient {

    /** Short enough for the command line to wait for two of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int STALE = 409;
    private static final int GONE = 410;
    private static final int FORBIDDEN = 403;
    private static final String NO_BOOT = "0".repeat(32);

    private final Post post;
    private final URI origin;
    private final PeerKey originKey;
    private final Identity identity;
    private final ReentrantLock lock = new ReentrantLock();
    private Stamp.Standing standing;

    /** @param boot the origin's boot nonce, or empty when it is not known yet */
    OriginClient(Post post, URI origin, PeerKey originKey, Identity identity, String boot) {
        this.post = post;
        this.origin = origin;
        this.originKey = originKey;
        this.identity = identity;
        this.standing = new Stamp.Standing(boot.isEmpty() ? NO_BOOT : boot, 0);
    }

    /** Sends a message and reads the answer. */
    <T> T call(String path, Object message, Class<T> type) throws OriginTrouble, InterruptedException {
        byte[] body = Json.write(message);
        lock.lockInterruptibly();
        try {
            Post.Reply reply = exchange(path, body);
            if (reply.status() == STALE) {
                reply = exchange(path, body); // with the standing that the first answer told
            }
            if (reply.status() != 200) {
                throw new OriginTrouble(switch (reply.status()) {
                    case GONE -> Kind.GONE;
                    case FORBIDDEN -> Kind.SPENT;
                    default -> Kind.REFUSED;
                }, detail(reply));
            }
            return Json.read(reply.body(), type);
        } catch (IllegalArgumentException e) {
            throw foreign();
        } finally {
            lock.unlock();
        }
    }

    private Post.Reply exchange(String path, byte[] body) throws OriginTrouble, InterruptedException {
        Stamp stamp = new Stamp(identity.publicKey().id(), standing.boot(), standing.counter() + 1);
        // Spent, whether or not an answer comes: a message that was lost on its way back counts at the origin.
        standing = new Stamp.Standing(stamp.boot(), stamp.counter());
        String signature = Base64.getUrlEncoder().encodeToString(identity.sign(stamp.request("POST", path, body)));
        Map<String, String> headers = Map.of(Headers.NODE, stamp.node(), Headers.BOOT, stamp.boot(), Headers.COUNTER,
                Long.toString(stamp.counter()), Headers.SIGNATURE, signature);
        Post.Reply reply = send(post, origin, path, body, headers);
        standing = believed(reply, stamp);
        return reply;
    }

    /** Where the origin stands, when the answer is the origin's answer to this very message. */
    private Stamp.Standing believed(Post.Reply reply, Stamp stamp) throws OriginTrouble {
        if (reply.headers().firstValue(Headers.SIGNATURE).isEmpty() && reply.status() >= 400) {
            throw new OriginTrouble(Kind.UNREACHABLE, "the origin's address answers with status " + reply.status()
                    + ", but not as the origin");
        }
        Stamp.Standing told = new Stamp.Standing(header(reply, Headers.BOOT),
                Long.parseLong(header(reply, Headers.COUNTER)));
        byte[] signature = Base64.getUrlDecoder().decode(header(reply, Headers.SIGNATURE));
        if (!originKey.signed(stamp.answer(reply.status(), reply.body(), told), signature)) {
            throw foreign();
        }
        return told.boot().equals(stamp.boot())
                ? new Stamp.Standing(told.boot(), Math.max(told.counter(), stamp.counter()))
                : told;
    }

    /** Sends, and says in words when nothing answers. */
    static Post.Reply send(Post post, URI origin, String path, byte[] body, Map<String, String> headers)
            throws OriginTrouble, InterruptedException {
        try {
            return post.send(Post.below(origin, path), body, headers, PATIENCE);
        } catch (IOException e) {
            String why = e.getMessage() == null ? "no connection" : e.getMessage();
            throw new OriginTrouble(Kind.UNREACHABLE, "the origin at " + origin + " does not answer (" + why
                    + "); is it running, and can this machine reach it?");
        }
    }

    private static OriginTrouble foreign() {
        return new OriginTrouble(Kind.FOREIGN, "what answers at the origin's address is not the origin");
    }

    private static String header(Post.Reply reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }

    private static String detail(Post.Reply reply) {
        return Json.read(reply.body(), Said.class).detail();
    }

    /** What matters of a problem document. */
    private record Said(String detail) {}
}
