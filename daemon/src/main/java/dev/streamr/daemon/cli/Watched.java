package dev.streamr.daemon.cli;

import dev.streamr.daemon.demo.viewer.Recording;
import java.io.IOException;
import java.net.http.HttpClient;
import javax.net.ssl.SSLException;

/**
 * What was recorded, from wherever viewers are sent.
 *
 * @param distrust why it could not be had without trusting every certificate; empty when it could
 */
record Watched(Recording recording, String distrust) {

    /** A way to watch with this client. */
    interface Player {
        Recording play(HttpClient client) throws IOException, InterruptedException;
    }

    /** A friend's certificate may be of an authority that viewers' machines know and this one does not: no failure yet. */
    static Watched by(PublicFace face, Player player) throws IOException, InterruptedException {
        try {
            return new Watched(player.play(face.client()), "");
        } catch (SSLException e) {
            return new Watched(player.play(face.credulous()), PublicFace.reason(e));
        }
    }
}
