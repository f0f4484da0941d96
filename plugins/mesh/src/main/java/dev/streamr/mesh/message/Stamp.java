package dev.streamr.mesh.message;

import dev.streamr.mesh.key.Digests;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What makes each message of a node unlike any other, so that none can be used twice: the origin's boot nonce changes
 * whenever the origin starts, and within one boot the counter only rises. No clock is involved.
 *
 * @param node    id of the sender, 32 hexadecimal digits
 * @param boot    the origin's boot nonce, 32 hexadecimal digits
 * @param counter above every counter this node used in this boot
 */
public record Stamp(String node, String boot, long counter) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException when a part is malformed */
    public Stamp {
        if (!ID.matcher(node).matches() || !ID.matcher(boot).matches() || counter < 1) {
            throw new IllegalArgumentException("stamp: malformed");
        }
    }

    /** What a node signs for a request: {@code streamr-request-1}, method, path, body hash and stamp, a line each. */
    public byte[] request(String method, String path, byte[] body) {
        return lines("streamr-request-1", method, path, Digests.sha256Hex(body), node, boot, Long.toString(counter));
    }

    /**
     * What the origin signs for an answer: {@code streamr-answer-1}, status, body hash, the request's stamp, and where the
     * origin stands, a line each.
     *
     * @param standing the origin's boot nonce and the highest counter it has accepted of this node
     */
    public byte[] answer(int status, byte[] body, Standing standing) {
        return lines("streamr-answer-1", Integer.toString(status), Digests.sha256Hex(body), node, boot,
                Long.toString(counter), standing.boot(), Long.toString(standing.counter()));
    }

    /**
     * Where the origin stands: what the next request has to carry.
     *
     * @param boot    its boot nonce
     * @param counter the highest counter it has accepted of this node, 0 for none
     */
    public record Standing(String boot, long counter) {}

    static byte[] lines(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
    }
}
