import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled, TestClock } from '../../testing/clock.js';
import { Intake } from '../../src/relays/intake.js';

function setUp() {
  const clock = new TestClock();
  const buffer = { seconds: 0 };
  const buffered = { get length() { return buffer.seconds > 0 ? 1 : 0; }, start: () => 0, end: () => buffer.seconds };
  const intake = new Intake(clock);
  intake.watch({ buffered });
  /** After how many milliseconds a playlist may come. */
  const waited = async during => {
    const begin = clock.now();
    let end = null;
    intake.settled().then(() => { end = clock.now(); });
    await settled();
    await during?.();
    await clock.advance(1000);
    return end - begin;
  };
  return { clock, buffer, intake, waited };
}

test('a playlist comes at once when nothing is on the way into the buffer', async () => {
  const { clock, buffer, intake, waited } = setUp();
  assert.equal(await waited(), 0);
  intake.give();
  buffer.seconds = 0.2;
  await clock.advance(100);
  assert.equal(await waited(), 0, 'the usual part is put away long before the next playlist');
});

test('a playlist waits until the parts before it are in the buffer', async () => {
  const { clock, buffer, intake, waited } = setUp();
  intake.give();
  intake.give();
  assert.equal(await waited(async () => {
    await clock.advance(75);
    buffer.seconds = 0.2;
    await clock.advance(15);
    buffer.seconds = 0.4;
  }), 130, 'the second change is seen after 100 ms, and nothing changes for 30 ms more');
  assert.equal(await waited(), 0);
});

test('a playlist waits 400 ms at most, and not at all without a picture', async () => {
  const { intake, waited } = setUp();
  intake.give();
  assert.equal(await waited(), 400);
  intake.watch(null);
  intake.give();
  assert.equal(await waited(), 0);
});
