import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchRtmpPort, fetchStreams, toStream } from '../src/api.js';

test('viewers of all protocols are added up', () => {
  assert.equal(toStream({ name: 'a', state: 'LIVE', viewers: { hls: 3, rtmp: 1 } }).viewers, 4);
  assert.equal(toStream({ name: 'a', viewers: { hls: 3, relay: 2 } }).viewers, 3, 'relays are no viewers');
  assert.equal(toStream({ name: 'a', state: 'live' }).viewers, 0);
});

test('an answer that is no success is an error', async () => {
  await assert.rejects(fetchStreams(async () => ({ ok: false, status: 503 })), /503/);
});

test('the port for publishers is what the server says, and nothing is made up without', async () => {
  assert.equal(await fetchRtmpPort(async () => ({ ok: true, json: async () => ({ rtmpPort: 1940 }) })), 1940);
  assert.equal(await fetchRtmpPort(async () => ({ ok: false, status: 404 })), null);
  assert.equal(await fetchRtmpPort(async () => { throw new TypeError('network'); }), null);
});
