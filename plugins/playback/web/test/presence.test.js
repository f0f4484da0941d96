import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Presence } from '../src/presence.js';

/** An event stream that a test plays. */
class FakeEventSource extends EventTarget {
  static opened = [];
  readyState = 0;

  constructor(url) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  emit(type, readyState) {
    this.readyState = readyState;
    this.dispatchEvent(new Event(type));
  }

  close() {
    this.readyState = 2;
  }
}

/** Time that a test moves. */
class FakeClock {
  #timers = new Map();
  #id = 0;

  setTimeout(run, milliseconds) {
    this.#timers.set(++this.#id, { run, milliseconds });
    return this.#id;
  }

  clearTimeout(id) {
    this.#timers.delete(id);
  }

  get pauses() {
    return [...this.#timers.values()].map(timer => timer.milliseconds);
  }

  fire() {
    const timers = [...this.#timers.values()];
    this.#timers.clear();
    timers.forEach(timer => timer.run());
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve));

function presenceWith(fetcher) {
  FakeEventSource.opened = [];
  const clock = new FakeClock();
  const presence = new Presence({ fetcher, EventSourceClass: FakeEventSource, clock });
  const told = [];
  presence.addEventListener('streams', event => told.push(event.detail));
  presence.addEventListener('unreachable', () => told.push('unreachable'));
  return { presence, clock, told };
}

test('an event of the server is followed by a question at once', async () => {
  const fetcher = mock.fn(async () => ['friday']);
  const { presence, told } = presenceWith(fetcher);
  presence.attentive = true;
  FakeEventSource.opened[0].emit('open', 1);
  await settled();
  FakeEventSource.opened[0].emit('stream-started', 1);
  await settled();
  assert.equal(fetcher.mock.callCount(), 2);
  assert.deepEqual(told, [['friday'], ['friday']]);
});

test('without an event stream the server is asked every few seconds', async () => {
  const fetcher = mock.fn(async () => []);
  const { presence, clock } = presenceWith(fetcher);
  presence.attentive = true;
  assert.ok(clock.pauses.every(pause => pause < 4000), String(clock.pauses));
  clock.fire();
  await settled();
  assert.equal(fetcher.mock.callCount(), 1);
  assert.equal(clock.pauses.length, 1);
});

test('an event stream that the browser gave up is opened again', () => {
  const { presence, clock } = presenceWith(async () => []);
  presence.attentive = true;
  FakeEventSource.opened[0].emit('error', 2);
  clock.fire();
  assert.equal(FakeEventSource.opened.length, 2);
});

test('while the picture moves no event stream is held open', () => {
  const { presence } = presenceWith(async () => []);
  presence.attentive = true;
  presence.attentive = false;
  assert.equal(FakeEventSource.opened[0].readyState, 2);
});

test('a server that does not answer is told, and asked again', async () => {
  const { presence, clock, told } = presenceWith(async () => { throw new Error('refused'); });
  assert.equal(await presence.ask(), false);
  assert.deepEqual(told, ['unreachable']);
  assert.equal(clock.pauses.length, 1);
});

test('questions at the same time are one question', async () => {
  const fetcher = mock.fn(async () => []);
  const { presence } = presenceWith(fetcher);
  assert.deepEqual(await Promise.all([presence.ask(), presence.ask()]), [true, true]);
  assert.equal(fetcher.mock.callCount(), 1);
});
