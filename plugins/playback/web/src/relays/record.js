// The origin's signed word on a part or segment (docs/relay.md, Feed), as a relay sends it in the header Streamr-Record.
import { decode } from './base64url.js';

export const HEADER = 'Streamr-Record';
const LONGEST = 4096;
const CONTEXT = 'streamr-feed-1';
const FIELDS = 10;
const FIELDS_OF_LAST = 12;

/**
 * @typedef {object} Record
 * @property {Uint8Array} signed     the bytes under the signature
 * @property {Uint8Array} signature
 * @property {number} sequence
 * @property {number} part
 * @property {number} size           of the part, in bytes
 * @property {Uint8Array} sha256     of the part
 * @property {{size: number, sha256: Uint8Array}|null} whole the segment that ends with this part; null for other parts
 */

const count = text => (/^\d{1,15}$/.test(text) ? Number(text) : NaN);

/**
 * @param {string|null} line the header
 * @param {string} stream    the stream's name
 * @returns {Record|null} null for what is none
 */
export function parseRecord(line, stream) {
  if (line === null || line.length > LONGEST) {
    return null;
  }
  const end = line.lastIndexOf(' ');
  const text = line.slice(0, end);
  const [kind, sequence, part, , , flags, size, sha256, , , ...whole] = text.split(' ');
  const fields = text.split(' ').length;
  const last = flags?.includes('l') ?? false;
  if (kind !== 'P' || fields !== (last ? FIELDS_OF_LAST : FIELDS)) {
    return null;
  }
  const record = {
    signed: new TextEncoder().encode(`${CONTEXT}\n${stream}\n${text}`), signature: decode(line.slice(end + 1)),
    sequence: count(sequence), part: count(part), size: count(size), sha256: decode(sha256),
    whole: last ? { size: count(whole[0]), sha256: decode(whole[1]) } : null,
  };
  return record.signature?.length === 64 && !Number.isNaN(record.sequence + record.part) ? record : null;
}

/**
 * What is wrong with bytes that came from a relay.
 *
 * @param {object} answer
 * @param {string|null} answer.line     its Streamr-Record
 * @param {Uint8Array} answer.bytes     its body
 * @param {import('./address.js').Address} asked
 * @param {{stream: string, originKey: Uint8Array, trust: import('./trust.js')}} origin
 * @returns {string|null} null when they are the origin's
 */
export function flawOf({ line, bytes }, asked, { stream, originKey, trust }) {
  const record = parseRecord(line, stream);
  if (record === null) {
    return 'no record';
  }
  const whole = asked.part < 0;
  const said = whole ? record.whole : record;
  if (said === null || record.sequence !== asked.sequence || (!whole && record.part !== asked.part)) {
    return 'the record of something else';
  }
  if (said.size !== bytes.length) {
    return 'another size';
  }
  if (!trust.isSigned(record.signature, record.signed, originKey)) {
    return 'not signed by the origin';
  }
  return trust.equal(trust.sha256(bytes), said.sha256) ? null : 'other bytes';
}
