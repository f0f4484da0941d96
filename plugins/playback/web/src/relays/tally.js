// What came from whom since the session began: the raw material of receipts.
import { proofOf } from './proof.js';

/** First bytes that a median is taken of, the newest. */
const SAMPLES = 64;
/** Machines that are counted: more than a session ever names. */
const MOST = 32;

function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : Math.round(sorted[sorted.length >> 1]);
}

export class Tally {
  #nodes = new Map();
  #originBytes = 0;

  #of(node) {
    if (!this.#nodes.has(node) && this.#nodes.size < MOST) {
      this.#nodes.set(node, { bytes: 0, requests: 0, late: 0, failed: 0, wrong: 0, firstBytes: [], object: '', last: null });
    }
    return this.#nodes.get(node) ?? { firstBytes: [] };   // one too many: counted nowhere
  }

  asked(node) {
    this.#of(node).requests++;
  }

  /** @param {'late'|'failed'|'wrong'} what */
  add(node, what) {
    this.#of(node)[what]++;
  }

  /** Anything whole that came from the origin. */
  fromOrigin(bytes) {
    this.#originBytes += bytes;
  }

  /**
   * A whole part or segment, checked. The bytes are copied: whoever plays them may take them away.
   *
   * @param {number|null} firstByteMs null when the server was to hold its answer
   */
  fromRelay(node, object, bytes, firstByteMs) {
    const counts = this.#of(node);
    counts.bytes += bytes.length;
    Object.assign(counts, { object, last: bytes.slice() });
    if (firstByteMs !== null) {
      counts.firstBytes.push(firstByteMs);
      counts.firstBytes.splice(0, counts.firstBytes.length - SAMPLES);
    }
  }

  /** The counts as a receipt has them. */
  toReceipt({ nonce, receiptKey }, trust) {
    const relays = [...this.#nodes].map(([node, { firstBytes, last, ...counts }]) => ({
      node, ...counts, firstByteMillis: median(firstBytes),
      proof: last ? proofOf({ nonce, node, object: counts.object, total: counts.bytes }, last, receiptKey, trust) : '',
    }));
    return { originBytes: this.#originBytes, relays };
  }
}
