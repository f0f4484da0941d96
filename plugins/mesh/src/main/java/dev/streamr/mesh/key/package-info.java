/** Keys of machines: Ed25519 to sign, X25519 to seal. */
@NullMarked
package dev.streamr.mesh.key;

import org.jspecify.annotations.NullMarked;
