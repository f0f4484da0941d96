import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attentive, step } from '../src/session.js';

/** Runs events from a phase; gives the last phase and all actions. */
function run(phase, ...events) {
  const actions = [];
  for (const event of events) {
    const next = step(phase, event);
    phase = next.phase;
    if (next.action) {
      actions.push(next.action);
    }
  }
  return { phase, actions };
}

test('a waiting page starts by itself when the stream begins', () => {
  assert.deepEqual(run('waiting', 'stream-gone', 'stream-live', 'playing'), { phase: 'live', actions: ['start'] });
});

test('a broadcast that ended starts again by itself', () => {
  assert.deepEqual(run('live', 'ended', 'stream-gone', 'stream-live', 'playing'),
    { phase: 'live', actions: ['stop', 'start'] });
});

test('a stream that is over is played to its last frame', () => {
  assert.deepEqual(run('live', 'stream-gone'), { phase: 'live', actions: [] });
});

test('a stall asks how the stream is, and a cut-off publisher is shown as such', () => {
  assert.deepEqual(run('live', 'dry', 'stream-interrupted'), { phase: 'interrupted', actions: ['ask'] });
  assert.deepEqual(run('interrupted', 'stream-live', 'playing'), { phase: 'live', actions: ['start'] });
  assert.deepEqual(run('interrupted', 'stream-gone'), { phase: 'ended', actions: ['stop'] });
});

test('a stall that heals by itself changes nothing', () => {
  assert.deepEqual(run('live', 'dry', 'stream-live', 'playing'), { phase: 'live', actions: ['ask'] });
});

test('a server that went away is tried again until the picture moves', () => {
  assert.deepEqual(run('live', 'dry', 'server-lost', 'server-lost', 'stream-live', 'failed', 'playing'),
    { phase: 'live', actions: ['ask', 'retry', 'retry', 'retry'] });
});

test('an engine that failed in mid-stream is replaced without covering the picture', () => {
  assert.deepEqual(run('live', 'failed'), { phase: 'stalled', actions: ['retry'] });
});

test('a waiting page stays calm while the server is away', () => {
  assert.deepEqual(run('waiting', 'server-lost'), { phase: 'waiting', actions: [] });
});

test('every phase but a running one wants news at once', () => {
  assert.deepEqual(['connecting', 'live', 'stalled', 'interrupted', 'lost', 'waiting', 'ended', 'full'].filter(attentive),
    ['stalled', 'interrupted', 'lost', 'waiting', 'ended', 'full']);
});

test('a full stream says so and starts by itself as soon as there is room', () => {
  assert.deepEqual(run('connecting', 'full', 'server-lost', 'stream-live', 'room', 'playing'), { phase: 'live', actions: ['stop', 'start'] });
  assert.deepEqual(run('live', 'full'), { phase: 'full', actions: ['stop'] });
  assert.deepEqual(run('full', 'stream-gone'), { phase: 'waiting', actions: [] });
});
