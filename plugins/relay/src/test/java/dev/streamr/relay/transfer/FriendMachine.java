package dev.streamr.relay.transfer;

import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.NodeName;
import dev.streamr.api.Services;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.VerifyingKey;
import dev.streamr.relay.token.SessionToken;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A friend's machine that sends transfers to an origin whose key the test has. */
public final class FriendMachine implements Services, Keyring, SigningKey, VerifyingKey, AutoCloseable {

    /** Its id. */
    public static final String ID = "0123456789abcdef0123456789abcdef";
    /** The origin's time. */
    public static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final KeyPair origin;
    private final WebServer server;

    public FriendMachine() throws GeneralSecurityException {
        origin = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = WebServer.builder().host("127.0.0.1").port(0)
                .routing(rules -> rules.register(new TransferRoute(this, InstantSource.fixed(NOW)))).build().start();
    }

    /** Its base URL. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** A token of its origin. */
    public String token(SessionToken.Kind kind, String session, String node, Instant expiresAt) {
        return new SessionToken(kind, session, SessionToken.machineOf(node), expiresAt).sign(Transfer.STREAM, this);
    }

    /** The right one. */
    public String token() {
        return token(SessionToken.Kind.RELAY, Transfer.SESSION, ID, NOW.plusSeconds(60));
    }

    @Override
    public <T> void provide(Class<T> type, T service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public Optional<JoinedOrigin> joined() {
        return Optional.of(new JoinedOrigin(URI.create("http://192.0.2.1:8080"), this, ID, new NodeName("alice"),
                Optional.<StreamName>empty(), this, JoinedOrigin.Wish.ACTIVE, ""));
    }

    @Override
    public SigningKey origin() {
        return this;
    }

    @Override
    public Optional<VerifyingKey> node(String id) {
        return Optional.empty();
    }

    @Override
    public VerifyingKey publicKey() {
        return this;
    }

    @Override
    public byte[] encoded() {
        return origin.getPublic().getEncoded();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(origin.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean signed(byte[] message, byte[] candidate) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(origin.getPublic());
            signature.update(message);
            return signature.verify(candidate);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
