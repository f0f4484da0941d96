package dev.streamr.mesh.friend;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.friend.OriginTrouble.Kind;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.key.PeerKey;
import dev.streamr.mesh.key.SealKey;
import dev.streamr.mesh.message.Hello;
import dev.streamr.mesh.message.InviteCode;
import dev.streamr.mesh.message.JoinRequest;
import dev.streamr.mesh.message.Json;
import dev.streamr.mesh.message.Paths;
import dev.streamr.mesh.path.Post;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Goes in with an invite. The origin proves who it is before it is sent anything that is worth something. */
final class Entrance {

    private final Post post;
    private final Clock clock;

    Entrance(Post post, Clock clock) {
        this.post = post;
        this.clock = clock;
    }

    /** An origin that has proven to be the one of the invite. */
    record Greeted(PeerKey key, String boot, byte[] sealKey) {}

    /** Asks the machine at the invite's address to prove that it has the key that the invite names. */
    Greeted greet(InviteCode code) throws OriginTrouble, InterruptedException {
        Hello hello = Hello.ask();
        Post.Reply reply = OriginClient.send(post, code.origin(), Paths.HELLO, Json.write(hello), Map.of());
        if (reply.status() != 200) {
            throw new OriginTrouble(Kind.FOREIGN, "no origin answers at " + code.origin() + " (status "
                    + reply.status() + "); is the plugin mesh running there?");
        }
        try {
            Hello.Answer answer = Json.read(reply.body(), Hello.Answer.class);
            PeerKey key = hello.proven(answer);
            if (MessageDigest.isEqual(key.fingerprint(), code.fingerprint())) {
                return new Greeted(key, answer.boot(), answer.sealKey());
            }
        } catch (IllegalArgumentException e) {
            throw foreign(code);
        }
        throw foreign(code);
    }

    /** Comes in. The same machine may ask again with the same code. */
    Membership join(InviteCode code, Greeted origin, Identity identity) throws OriginTrouble, InterruptedException {
        byte[] key = identity.publicKey().encoded();
        JoinRequest request = new JoinRequest(key, sealed(code, origin, key));
        OriginClient client = new OriginClient(post, code.origin(), origin.key(), identity, origin.boot());
        JoinRequest.Answer answer = client.call(Paths.JOIN, request, JoinRequest.Answer.class);
        return new Membership(code.origin(), origin.key(), new NodeName(answer.name()),
                Optional.ofNullable(answer.stream()).map(StreamName::new), false, Instant.EPOCH, clock.instant());
    }

    private static SealKey.Sealed sealed(InviteCode code, Greeted origin, byte[] context) throws OriginTrouble {
        try {
            return SealKey.seal(origin.sealKey(), code.secret(), context);
        } catch (IllegalArgumentException e) {
            throw foreign(code);
        }
    }

    private static OriginTrouble foreign(InviteCode code) {
        return new OriginTrouble(Kind.FOREIGN, "the machine at " + code.origin()
                + " is not the origin that made this code; the code was not sent to it");
    }
}
