import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../src/backoff.js';

test('waiting times double up to the longest and start over after a success', () => {
  const backoff = new Backoff({ firstMs: 500, longestMs: 3000, random: () => 1 });
  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.next()), [500, 1000, 2000, 3000, 3000]);
  backoff.reset();
  assert.equal(backoff.next(), 500);
});

test('jitter takes at most half', () => {
  const backoff = new Backoff({ firstMs: 1000, longestMs: 1000, random: () => 0 });
  assert.equal(backoff.next(), 500);
});
