package dev.streamr.mesh.origin;

import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.key.SealKey;
import dev.streamr.mesh.message.Hello;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * By what this origin is known.
 *
 * @param identity signs; survives restarts
 * @param seal     opens what was sealed for this boot
 * @param boot     nonce of this boot, 32 hexadecimal digits
 */
record OriginKeys(Identity identity, SealKey seal, String boot) {

    private static final int BOOT_BYTES = 16;

    static OriginKeys boot(Identity identity) {
        byte[] boot = new byte[BOOT_BYTES];
        new SecureRandom().nextBytes(boot);
        return new OriginKeys(identity, new SealKey(), HexFormat.of().formatHex(boot));
    }

    Hello.Answer prove(Hello hello) {
        return hello.prove(identity, boot, seal.encoded());
    }
}
