// node vectors.js > ../../../docs/vectors/relay.json
// Signed records, range proofs and a receipt as docs/relay.md wants them, made with Node's own cryptography, so that the
// page, which has its own, and the origin, which is written in Java, can be checked against a third.
import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const STREAM = 'show';
const SEED = Buffer.alloc(32, 7);
const RECEIPT_KEY = Buffer.alloc(32, 9);
const NONCE = 'bm9uY2U';
/** What stands before the seed in a PKCS #8 Ed25519 key. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const origin = createPrivateKey({ key: Buffer.concat([PKCS8, SEED]), format: 'der', type: 'pkcs8' });
const b64 = bytes => Buffer.from(bytes).toString('base64url');
const sha256 = bytes => createHash('sha256').update(bytes).digest();

/** The media of an object: byte i is (31 i + seed) mod 251. */
export function media(size, seed) {
  return Uint8Array.from({ length: size }, (_, i) => (31 * i + seed) % 251);
}

/** The signed line of a text of a feed. */
export function line(text, stream = STREAM) {
  return `${text} ${b64(sign(null, Buffer.from(`streamr-feed-1\n${stream}\n${text}`), origin))}`;
}

/** The P line of a part. @param {Uint8Array|null} segment all bytes of the segment that it ends */
export function record(sequence, part, bytes, segment = null) {
  const whole = segment ? ` ${segment.length} ${b64(sha256(segment))}` : '';
  const flags = (part === 0 ? 'i' : '') + (segment ? 'l' : '') || '-';
  return line(`P ${sequence} ${part} 0 200000 ${flags} ${bytes.length} ${b64(sha256(bytes))} 1764119504123000 0123456789abcdef${whole}`);
}

function proof(node, object, size, seed, total) {
  const first = sha256(`${NONCE}\n${node}\n${object}`).readUInt32BE();
  const begin = first % Math.max(1, size - 1023);
  const end = Math.min(size, begin + 1024);
  const mac = createHmac('sha256', RECEIPT_KEY).update(`streamr-range-1\n${NONCE}\n${node}\n${object}\n${total}\n`)
    .update(media(size, seed).subarray(begin, end)).digest();
  return { node, object, size, seed, bytes: total, begin, end, proof: b64(mac) };
}

export function vectors() {
  const parts = [media(70001, 1), media(1023, 2)];
  const segment = Buffer.concat(parts);
  const proofs = [proof('alice', '1234.0', 70001, 1, 70001), proof('bob', '1234', 71024, 3, 123456789),
    proof('alice', '1234.1', 1023, 2, 71024), proof('bob', '9.1', 1024, 4, 1024), proof('bob', '9.2', 1025, 5, 2049),
    proof('alice', '9.3', 0, 0, 0)];
  const [{ node, object, bytes, proof: proven }] = proofs;
  const body = JSON.stringify({ serial: 1, stalls: 0, stalledMillis: 0, latencyMillis: 980, originBytes: 4096, relays: [
    { node, bytes, requests: 1, late: 0, failed: 0, wrong: 0, object, firstByteMillis: 12, proof: proven }] });
  return {
    about: 'made by plugins/playback/web/vectors.js; media: byte i is (31 i + seed) mod 251; byte strings are base64url',
    stream: STREAM, originSeed: b64(SEED), originKey: createPublicKey(origin).export({ format: 'jwk' }).x,
    receiptKey: b64(RECEIPT_KEY), nonce: NONCE,
    records: [
      { object: '1234.0', size: 70001, seed: 1, line: record(1234, 0, parts[0]) },
      { object: '1234.1', size: 1023, seed: 2, line: record(1234, 1, parts[1], segment) },
      { object: '1234', parts: [{ size: 70001, seed: 1 }, { size: 1023, seed: 2 }], line: record(1234, 1, parts[1], segment) },
    ],
    proofs,
    receipt: { body, mac: b64(createHmac('sha256', RECEIPT_KEY).update(body).digest()) },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(vectors(), null, 2));
}
