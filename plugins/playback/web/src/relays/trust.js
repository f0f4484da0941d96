// Signatures, hashes and MACs. Browsers give a page that came over plain HTTP none of their own (crypto.subtle wants a
// secure context), and friends' streams are often watched that way: so these are JavaScript, the same everywhere.
import { hashes, verify } from '@noble/ed25519';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

hashes.sha512 = sha512;

export { sha256 };

/** Whether this is the Ed25519 signature over these bytes; a wrong length, or a point that is none, is no signature. */
export function isSigned(signature, bytes, publicKey) {
  try {
    return verify(signature, bytes, publicKey);
  } catch {
    return false;
  }
}

/** @returns {Uint8Array} HMAC-SHA256 of these pieces one after the other */
export function mac(key, ...pieces) {
  const hash = hmac.create(sha256, key);
  pieces.forEach(piece => hash.update(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  return hash.digest();
}

/** @param {Uint8Array|null} b null equals nothing */
export function equal(a, b) {
  return b !== null && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
