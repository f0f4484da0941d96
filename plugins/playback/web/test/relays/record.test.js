import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { addressOf } from '../../src/relays/address.js';
import { decode } from '../../src/relays/base64url.js';
import { flawOf, parseRecord } from '../../src/relays/record.js';
import * as trust from '../../src/relays/trust.js';
import { line, media, record, vectors } from '../../vectors.js';

const known = JSON.parse(fs.readFileSync(new URL('../../../../../docs/vectors/relay.json', import.meta.url), 'utf8'));
const origin = { stream: known.stream, originKey: decode(known.originKey), trust };
const asked = object => addressOf(`${object}.m4s`, new URL('http://origin/live/show/'));
const flaw = (object, bytes, header) => flawOf({ line: header, bytes }, asked(object), origin);
const bytesOf = ({ parts, ...one }) => Buffer.concat((parts ?? [one]).map(({ size, seed }) => media(size, seed)));

test('the published vectors are those that the script makes', () => {
  assert.deepEqual(known, vectors());
});

test('parts and whole segments with the origin’s word are the origin’s', () => {
  for (const { object, line: header, ...what } of known.records) {
    assert.equal(flaw(object, bytesOf(what), header), null, object);
  }
});

test('one altered bit is found', () => {
  for (const { object, line: header, ...what } of known.records) {
    const bytes = bytesOf(what);
    bytes[bytes.length >> 1] ^= 1;
    assert.equal(flaw(object, bytes, header), 'other bytes', object);
  }
});

test('the word on something else proves nothing', () => {
  const [first, second] = known.records;
  assert.equal(flaw('1234.1', bytesOf(first), first.line), 'the record of something else');
  assert.equal(flaw('1235.0', bytesOf(first), first.line), 'the record of something else');
  assert.equal(flaw('1234', bytesOf(first), first.line), 'the record of something else', 'a part is no segment');
  assert.equal(flaw('1234.1', bytesOf(second).subarray(1), second.line), 'another size');
});

test('only the origin’s signature counts, and only for this stream', () => {
  const bytes = media(5, 1);
  const text = record(7, 0, bytes).split(' ').slice(0, -1).join(' ');
  assert.equal(flaw('7.0', bytes, line(text, 'other')), 'not signed by the origin');
  assert.equal(flaw('7.0', bytes, record(7, 0, bytes).replace('200000', '400000')), 'not signed by the origin');
  const stranger = { ...origin, originKey: Uint8Array.from({ length: 32 }, () => 255) };
  assert.equal(flawOf({ line: record(7, 0, bytes), bytes }, asked('7.0'), stranger), 'not signed by the origin', 'a key that is no point');
});

test('hostile headers are no records', () => {
  const good = record(7, 0, media(5, 1));
  const hostile = [null, '', ' ', 'P', 'P 7 0', good.slice(0, -1), `${good} more`, good.replace('P 7', 'P -7'), good.replace('P 7', 'P 7e3'),
    good.replace('P 7', 'I 7'), good.replace(' i ', ' l '), good.replaceAll(' ', '  '), 'P '.repeat(3000), good.replace(/\S+$/, '%%%')];
  for (const header of hostile) {
    assert.equal(parseRecord(header, 'show'), null, String(header).slice(0, 80));
    assert.equal(flaw('7.0', media(5, 1), header), 'no record');
  }
});
