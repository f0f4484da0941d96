import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { decode, encode } from '../../src/relays/base64url.js';
import { proofOf, rangeOf } from '../../src/relays/proof.js';
import { Tally } from '../../src/relays/tally.js';
import * as trust from '../../src/relays/trust.js';
import { media } from '../../vectors.js';

const known = JSON.parse(fs.readFileSync(new URL('../../../../../docs/vectors/relay.json', import.meta.url), 'utf8'));
const receiptKey = decode(known.receiptKey);
const { nonce } = known;

test('ranges and proofs are those that the origin will make', () => {
  for (const { node, object, size, seed, bytes, begin, end, proof } of known.proofs) {
    assert.deepEqual(rangeOf({ nonce, node, object, size }, trust), { begin, end }, object);
    assert.equal(proofOf({ nonce, node, object, total: bytes }, media(size, seed), receiptKey, trust), proof, object);
  }
});

test('a receipt is signed as the origin will check it', () => {
  assert.equal(encode(trust.mac(receiptKey, known.receipt.body)), known.receipt.mac);
});

test('the counts of a receipt run from the beginning, the proof is of the last object', () => {
  const tally = new Tally();
  tally.asked('alice');
  tally.fromRelay('alice', '1233.9', media(900, 8), 30);
  const [{ object, bytes }] = tally.toReceipt({ nonce, receiptKey }, trust).relays;
  assert.deepEqual([object, bytes], ['1233.9', 900]);
  tally.asked('alice');
  tally.fromRelay('alice', '1234.0', media(70001, 1), 12);
  tally.asked('bob');
  tally.add('bob', 'late');
  tally.fromOrigin(4096);
  assert.deepEqual(tally.toReceipt({ nonce, receiptKey }, trust), { originBytes: 4096, relays: [
    { node: 'alice', bytes: 70901, requests: 2, late: 0, failed: 0, wrong: 0, object: '1234.0', firstByteMillis: 30,
      proof: proofOf({ nonce, node: 'alice', object: '1234.0', total: 70901 }, media(70001, 1), receiptKey, trust) },
    { node: 'bob', bytes: 0, requests: 1, late: 1, failed: 0, wrong: 0, object: '', firstByteMillis: 0, proof: '' },
  ] });
});

test('bytes that the player took away are still proved', () => {
  const tally = new Tally();
  const bytes = media(5000, 3);
  tally.fromRelay('alice', '1.0', bytes, null);
  const before = tally.toReceipt({ nonce, receiptKey }, trust);
  bytes.fill(0);
  assert.deepEqual(tally.toReceipt({ nonce, receiptKey }, trust), before);
  assert.equal(before.relays[0].firstByteMillis, 0, 'an answer that was held says nothing of the machine');
});

test('a hundred nodes take no more memory than a session may name', () => {
  const tally = new Tally();
  for (let i = 0; i < 100; i++) {
    tally.asked(`node-${i}`);
    tally.add(`node-${i}`, 'failed');
  }
  assert.equal(tally.toReceipt({ nonce, receiptKey }, trust).relays.length, 32);
});
