package dev.streamr.daemon.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS from a certificate and a key in PEM files. */
public final class PemTls {

    private static final Pattern KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemTls() {}

    /**
     * Reads both files.
     *
     * @throws ListenerException naming the key of the configuration, the file, and what it should hold
     */
    public static SSLContext load(HttpConfig.Tls files) {
        Certificate[] chain = chain(files.certificate());
        PrivateKey key = key(files.key(), chain[0].getPublicKey().getAlgorithm());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("streamr", key, new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ListenerException("http.tls: the certificate and the key do not go together", e);
        }
    }

    /** When the first certificate of the chain ends, from when on clients refuse it. */
    public static Instant notAfter(HttpConfig.Tls files) {
        return Arrays.stream(chain(files.certificate())).filter(X509Certificate.class::isInstance)
                .map(certificate -> ((X509Certificate) certificate).getNotAfter().toInstant())
                .min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    private static Certificate[] chain(Path file) {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read("http.tls.certificate", file)));
            if (chain.isEmpty()) {
                throw new ListenerException("http.tls.certificate: %s holds no certificate".formatted(file));
            }
            return chain.toArray(Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new ListenerException("http.tls.certificate: %s is not PEM".formatted(file), e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        byte[] pem = read("http.tls.key", file);
        Matcher matcher = KEY.matcher(new String(pem, StandardCharsets.US_ASCII));
        Arrays.fill(pem, (byte) 0);
        if (!matcher.find()) {
            throw new ListenerException(
                    "http.tls.key: %s must hold one PKCS 8 key in PEM without a passphrase".formatted(file));
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new ListenerException(
                    "http.tls.key: %s is not the key of the certificate".formatted(file), e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] read(String key, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ListenerException("%s: %s cannot be read".formatted(key, file), e);
        }
    }
}
