package dev.streamr.mesh.friend;

import dev.streamr.api.Problem;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.message.AdminJson;
import dev.streamr.mesh.message.Hello;
import dev.streamr.mesh.message.Paths;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The public route by which an origin sees that an address is this machine's. */
final class FriendRoutes implements HttpService {

    /** Proofs at a time; each takes a fraction of a millisecond. */
    private static final int PROOFS = 4;

    private final Friend friend;
    private final Semaphore places = new Semaphore(PROOFS);

    FriendRoutes(Friend friend) {
        this.friend = friend;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(Paths.PROVE, this::prove);
    }

    private void prove(ServerRequest request, ServerResponse response) throws IOException {
        Optional<Identity> identity = friend.identity();
        if (identity.isEmpty()) {
            Problem.notFound("this machine is nobody's friend").send(response);
            return;
        }
        try {
            Hello hello = AdminJson.read(request, Hello.class);
            if (!places.tryAcquire()) {
                new Problem(Status.TOO_MANY_REQUESTS_429, "too many ask at a time").send(response);
                return;
            }
            try {
                AdminJson.send(response, Status.OK_200, hello.prove(identity.get(), "", new byte[0]));
            } finally {
                places.release();
            }
        } catch (IllegalArgumentException e) {
            Problem.badRequest("the message is malformed").send(response);
        }
    }
}
