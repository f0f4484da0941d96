package dev.streamr.ingest.rtmp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What real clients sent, from their first byte; the longer ones are cut off. */
final class Recorded {

    private Recorded() {}

    static byte[] bytes(String client) {
        try (InputStream in = Recorded.class.getResourceAsStream("/rtmp/" + client + ".bin")) {
            if (in == null) {
                throw new AssertionError("no recording of " + client);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All whole messages behind the handshake. */
    static List<RtmpMessage> messages(String client) throws IOException {
        WireInput in = new WireInput(Chunks.source(bytes(client)));
        in.readFully(new byte[1 + 2 * HandshakeDigest.PACKET_BYTES], 0, 1 + 2 * HandshakeDigest.PACKET_BYTES);
        ChunkReader reader = new ChunkReader(in, RtmpLimits.DEFAULTS);
        List<RtmpMessage> messages = new ArrayList<>();
        try {
            while (true) {
                RtmpMessage message = RtmpMessage.of(reader.read());
                messages.add(message);
                if (message instanceof RtmpMessage.SetChunkSize(int bytes)) {
                    reader.chunkSize(bytes);
                }
            }
        } catch (EOFException e) {
            return messages;
        }
    }
}
