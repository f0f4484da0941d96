package dev.streamr.daemon.demo.viewer;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One machine that a viewer can load from, and what came from it. The viewer's thread alone changes it. */
final class Source {

    /**
     * How long a machine that was late or failed is left alone while there is another: until the origin has had a receipt
     * that says so, and has answered it with its newest word.
     */
    private static final long REST_NANOS = 15_000_000_000L;

    private final String node;
    private URI base;
    private long restsUntil;
    private long bytes;
    private long requests;
    private long late;
    private long failed;
    private long wrong;
    private long firstByteMillis;
    private String object = "";
    private byte @Nullable [] media;

    /**
     * @param node name of the friend's machine, empty: the origin
     * @param base folder of the session's media
     */
    Source(String node, URI base) {
        this.node = node;
        this.base = base;
        this.restsUntil = System.nanoTime();
    }

    String node() {
        return node;
    }

    boolean isOrigin() {
        return node.isEmpty();
    }

    void move(URI to) {
        base = to;
    }

    URI resolve(String file) {
        return base.resolve(file);
    }

    boolean rests() {
        return restsUntil - System.nanoTime() > 0;
    }

    void asked() {
        requests++;
    }

    /** Bytes came, whether they were of use or not. */
    void received(long count, long afterMillis) {
        bytes += count;
        firstByteMillis = firstByteMillis == 0 ? afterMillis : (firstByteMillis * 7 + afterMillis) / 8;
    }

    /** A whole part or segment came: what the next proof is about. */
    void delivered(String name, byte[] content) {
        object = name;
        media = content;
    }

    void wasLate() {
        late++;
        rest();
    }

    void hasFailed() {
        failed++;
        rest();
    }

    void wasWrong() {
        wrong++;
        rest();
    }

    private void rest() {
        restsUntil = System.nanoTime() + REST_NANOS;
    }

    long bytes() {
        return bytes;
    }

    /** The receipt's line about it. */
    Receipt.FromRelay line(ReceiptKey key, String nonce) {
        String proof = media == null ? "" : key.prove(nonce, node, object, bytes, media);
        return new Receipt.FromRelay(node, bytes, requests, late, failed, wrong, firstByteMillis, object, proof);
    }
}
