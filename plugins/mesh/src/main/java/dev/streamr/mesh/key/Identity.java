package dev.streamr.mesh.key;

import dev.streamr.api.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * This machine's own Ed25519 key pair. It is made here, kept in a file that only the daemon's user can read, and never
 * sent anywhere. Any thread.
 */
public final class Identity implements SigningKey {

    private final PrivateKey secret;
    private final PeerKey open;

    private Identity(PrivateKey secret, PeerKey open) {
        this.secret = secret;
        this.open = open;
    }

    /** A new key pair, nowhere kept. */
    public static Identity create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new Identity(pair.getPrivate(), new PeerKey(pair.getPublic()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /**
     * The key pair in a file; empty when there is no file.
     *
     * @throws IOException when the file is not to be read, or holds something else
     */
    public static Optional<Identity> read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            return Optional.of(new Identity(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))),
                    new PeerKey(factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))))));
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(file + " holds no key of this program", e);
        }
    }

    /** The key pair in a file, made when there is none. */
    public static Identity readOrCreate(Path file) throws IOException {
        Optional<Identity> there = read(file);
        if (there.isPresent()) {
            return there.get();
        }
        Identity made = create();
        made.write(file);
        return made;
    }

    /** Keeps it: private key (PKCS 8) and public key (SubjectPublicKeyInfo), base64, one line each, mode 0600. */
    public void write(Path file) throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        PrivateFiles.write(file,
                base64.encodeToString(secret.getEncoded()) + "\n" + base64.encodeToString(open.encoded()) + "\n");
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(secret);
            signer.update(message);
            return signer.sign();
        } catch (NoSuchAlgorithmException | InvalidKeyException | SignatureException e) {
            throw new IllegalStateException("an Ed25519 key signs everything", e);
        }
    }

    /** What others know it by. */
    @Override
    public PeerKey publicKey() {
        return open;
    }

    @Override
    public String toString() {
        return "Identity " + open.id();
    }
}
