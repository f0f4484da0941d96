import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stalls } from '../../src/relays/stalls.js';

function watched() {
  const clock = { time: 0, now: () => clock.time };
  const video = Object.assign(new EventTarget(), { paused: false, seeking: false, readyState: 4, played: { length: 1 } });
  const stalls = new Stalls(video, clock);
  const at = (time, type, state = {}) => {
    clock.time = time;
    Object.assign(video, state);
    video.dispatchEvent(new Event(type));
  };
  return { stalls, at, seen: () => [stalls.count, stalls.milliseconds] };
}

test('a picture that stands still for half a second is a stall, a shorter wait is none', () => {
  const { at, seen } = watched();
  at(1000, 'waiting');
  at(1400, 'timeupdate');
  assert.deepEqual(seen(), [0, 0]);
  at(2000, 'waiting');
  at(2100, 'timeupdate', { readyState: 2 });
  at(2700, 'playing', { readyState: 4 });
  at(3000, 'timeupdate');
  assert.deepEqual(seen(), [1, 700]);
});

test('waiting before the first picture, after a jump or while paused is no stall', () => {
  const { at, seen } = watched();
  at(0, 'waiting', { played: { length: 0 } });
  at(900, 'playing', { played: { length: 1 } });
  at(1000, 'waiting', { seeking: true });
  at(1900, 'playing', { seeking: false });
  at(2000, 'waiting');
  at(2100, 'pause', { paused: true });
  at(9000, 'playing', { paused: false });
  assert.deepEqual(seen(), [0, 0]);
});

test('nothing is counted when nobody watches any more', () => {
  const { stalls, at, seen } = watched();
  stalls.stop();
  at(1000, 'waiting');
  at(3000, 'playing');
  assert.deepEqual(seen(), [0, 0]);
});
