// The proof that bytes came: a MAC over a piece of them that the origin's nonce chooses, under a key that no relay has
// (docs/relay.md, Sessions).
import { encode } from './base64url.js';

const RANGE_BYTES = 1024;

/**
 * Where the piece lies that proves an object.
 *
 * @param {{nonce: string, node: string, object: string, size: number}} what
 * @returns {{begin: number, end: number}}
 */
export function rangeOf({ nonce, node, object, size }, trust) {
  const digest = trust.sha256(new TextEncoder().encode(`${nonce}\n${node}\n${object}`));
  const begin = new DataView(digest.buffer, digest.byteOffset).getUint32(0) % Math.max(1, size - RANGE_BYTES + 1);
  return { begin, end: Math.min(size, begin + RANGE_BYTES) };
}

/**
 * @param {{nonce: string, node: string, object: string, total: number}} what `total`: all bytes that came from the node
 * @param {Uint8Array} bytes the object's
 * @param {Uint8Array} key   the receipt key
 * @returns {string} base64url
 */
export function proofOf({ nonce, node, object, total }, bytes, key, trust) {
  const { begin, end } = rangeOf({ nonce, node, object, size: bytes.length }, trust);
  return encode(trust.mac(key, `streamr-range-1\n${nonce}\n${node}\n${object}\n${total}\n`, bytes.subarray(begin, end)));
}
