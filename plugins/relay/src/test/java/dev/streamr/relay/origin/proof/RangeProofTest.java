package dev.streamr.relay.origin.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Against the vectors that the player page is tested with. */
class RangeProofTest {

    private static JsonNode vectors() throws IOException {
        return new ObjectMapper().readTree(Path.of("..", "..", "docs", "vectors", "relay.json").toFile());
    }

    private static byte[] key(JsonNode vectors) {
        return Base64.getUrlDecoder().decode(vectors.get("receiptKey").asText());
    }

    private static byte[] media(int size, int seed) {
        byte[] media = new byte[size];
        for (int i = 0; i < size; i++) {
            media[i] = (byte) ((31 * i + seed) % 251);
        }
        return media;
    }

    @Test
    void theProofsOfTheVectorsAreRightAndOthersAreNot() throws IOException {
        JsonNode vectors = vectors();
        int seen = 0;
        for (JsonNode vector : vectors.get("proofs")) {
            String proof = vector.get("proof").asText();
            byte[] media = media(vector.get("size").asInt(), vector.get("seed").asInt());
            long bytes = vector.get("bytes").asLong();
            String node = vector.get("node").asText();
            String object = vector.get("object").asText();
            String nonce = vectors.get("nonce").asText();
            assertTrue(new RangeProof(key(vectors), nonce, node, object, bytes).isRight(proof, media), object);
            assertFalse(new RangeProof(key(vectors), nonce, node, object, bytes + 1).isRight(proof, media));
            assertFalse(new RangeProof(key(vectors), nonce, "eve", object, bytes).isRight(proof, media));
            assertFalse(new RangeProof(key(vectors), nonce + "x", node, object, bytes).isRight(proof, media));
            assertFalse(new RangeProof(key(vectors), nonce, node, object, bytes).isRight("", media));
            seen++;
        }
        assertTrue(seen >= 5, "there are vectors");
    }

    @Test
    void theReceiptOfTheVectorsIsRead() throws IOException {
        JsonNode receipt = vectors().get("receipt");
        byte[] body = receipt.get("body").asText().getBytes(StandardCharsets.UTF_8);
        assertTrue(Macs.isRight(receipt.get("mac").asText(), key(vectors()), body));
        assertTrue(Receipt.read(body).relays().getFirst().says());
    }
}
