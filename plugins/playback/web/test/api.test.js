import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchStreams, toStream } from '../src/api.js';

test('viewers of all protocols are added up', () => {
  assert.equal(toStream({ name: 'a', state: 'LIVE', viewers: { hls: 3, rtmp: 1 } }).viewers, 4);
  assert.equal(toStream({ name: 'a', state: 'live' }).viewers, 0);
});

test('an answer that is no success is an error', async () => {
  await assert.rejects(fetchStreams(async () => ({ ok: false, status: 503 })), /503/);
});
