import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Race, statusOf, Wrong } from '../../src/relays/race.js';
import { TestClock } from '../../testing/clock.js';
import { Network } from '../../testing/network.js';

const NODES = ['alice', 'bob', ''];
const sources = NODES.map(node => ({ node, url: `http://${node || 'origin'}/x` }));

/** Runs a race in which machines answer like this, with these hedges to spend. */
function race(replies, { hedges = 9, check = () => {}, wholeMs = 2000, patienceMs = 250 } = {}) {
  const clock = new TestClock();
  const network = new Network(clock);
  Object.entries(replies).forEach(([host, reply]) => network.on(host, () => reply));
  const runner = new Race(sources, { patienceMs, wholeMs, headers: {}, check, heard: () => {}, maySpend: () => hedges-- > 0 },
    { fetcher: network.fetcher, clock });
  const seen = { clock, network, runner, outcome: null, at: null };
  runner.run().then(outcome => Object.assign(seen, { outcome, at: clock.now() - 1000 }));
  return seen;
}

const whole = { body: 'whole' };
const text = ({ outcome }) => new TextDecoder().decode(outcome.answer.bytes);
const nodes = list => list.map(({ node }) => node);
const asked = ({ network }) => network.log.map(({ host, at }) => [host, at - 1000]);

test('who answers in time is the only one that is asked', async () => {
  const seen = race({ alice: { ...whole, after: 240 }, bob: whole });
  await seen.clock.advance(1000);
  assert.equal(text(seen), 'whole');
  assert.deepEqual(asked(seen), [['alice', 0]]);
  assert.deepEqual(seen.outcome.overtaken, []);
});

test('who is silent for 250 ms is overtaken by the next, and cut off', async () => {
  const seen = race({ alice: { after: Infinity }, bob: { ...whole, after: 30 } });
  await seen.clock.advance(1000);
  assert.equal(seen.outcome.answer.source.node, 'bob');
  assert.equal(seen.at, 280);
  assert.deepEqual(nodes(seen.outcome.overtaken), ['alice']);
  assert.deepEqual(seen.network.log.map(request => request.aborted), [true, true], 'nothing is left running');
  assert.deepEqual(seen.clock.pauses, [], 'no timer either');
});

test('patience is longer where the server is to hold its answer', async () => {
  const seen = race({ alice: { ...whole, after: 440 }, bob: whole }, { patienceMs: 450 });
  await seen.clock.advance(1000);
  assert.deepEqual(asked(seen), [['alice', 0]]);
});

test('a late machine that still comes first is used, and nobody is blamed', async () => {
  const seen = race({ alice: { ...whole, after: 300 }, bob: { ...whole, after: 100 } });
  await seen.clock.advance(1000);
  assert.equal(seen.outcome.answer.source.node, 'alice');
  assert.deepEqual(seen.outcome.overtaken, []);
  assert.deepEqual(seen.network.log.map(({ host, aborted }) => [host, aborted]), [['alice', true], ['bob', true]]);
});

test('who fails is followed at once by the next, which costs no hedge', async () => {
  for (const failure of [{ reset: true }, { status: 503 }, { status: 404 }]) {
    const seen = race({ alice: failure, bob: { ...whole, after: 20 } }, { hedges: 0 });
    await seen.clock.advance(100);
    assert.equal(seen.at, 20);
    assert.deepEqual(nodes(seen.outcome.failed.map(({ source }) => source)), ['alice']);
  }
});

test('the origin is asked when no relay is left', async () => {
  const seen = race({ alice: { reset: true }, bob: { after: Infinity }, origin: whole });
  await seen.clock.advance(1000);
  assert.deepEqual(asked(seen), [['alice', 0], ['bob', 0], ['origin', 250]]);
  assert.deepEqual(nodes(seen.outcome.overtaken), ['bob']);
});

test('who freezes in mid-answer is overtaken as well', async () => {
  const seen = race({ alice: { ...whole, pieces: 5, between: 50, frozen: 3 }, bob: whole });
  await seen.clock.advance(1000);
  assert.equal(text(seen), 'whole');
  assert.deepEqual(asked(seen), [['alice', 0], ['bob', 350]]);
});

test('a browser that was busy for a while takes nobody for late who has answered meanwhile', async () => {
  const seen = race({ alice: { ...whole, after: 260 }, bob: whole });
  await seen.clock.advance(0);
  seen.clock.time += 700;
  await seen.clock.advance(1000);
  assert.deepEqual(asked(seen), [['alice', 0]]);
  const silent = race({ alice: { after: Infinity }, bob: whole });
  await silent.clock.advance(0);
  silent.clock.time += 700;
  await silent.clock.advance(1000);
  assert.deepEqual(asked(silent), [['alice', 0], ['bob', 750]]);
});

test('who drips is late when the media would play faster', async () => {
  const seen = race({ alice: { ...whole, pieces: 5, between: 200 }, bob: whole }, { wholeMs: 450 });
  await seen.clock.advance(2000);
  assert.deepEqual(asked(seen), [['alice', 0], ['bob', 450]]);
});

test('with no hedge to spend a silent machine is given up later', async () => {
  const seen = race({ alice: { after: Infinity }, bob: whole }, { hedges: 0 });
  await seen.clock.advance(1400);
  assert.deepEqual(asked(seen), [['alice', 0]]);
  await seen.clock.advance(200);
  assert.deepEqual(asked(seen), [['alice', 0], ['bob', 1500]]);
  assert.deepEqual(nodes(seen.outcome.overtaken), ['alice']);
});

test('with no hedge to spend a slow machine that still sends goes on', async () => {
  const seen = race({ alice: { ...whole, pieces: 5, between: 240 }, bob: whole }, { hedges: 0, wholeMs: 100 });
  await seen.clock.advance(5000);
  assert.equal(seen.outcome.answer.source.node, 'alice');
  assert.deepEqual(asked(seen), [['alice', 0]]);
});

test('an answer that does not pass the check is thrown away', async () => {
  const check = ({ source }) => {
    if (source.node === 'alice') {
      throw new Wrong('other bytes');
    }
  };
  const seen = race({ alice: { body: 'forged' }, bob: whole }, { check });
  await seen.clock.advance(10);
  assert.equal(text(seen), 'whole');
  assert.ok(seen.outcome.failed[0].error instanceof Wrong);
});

test('when everybody fails the outcome says so, with the last HTTP status', async () => {
  const seen = race({ alice: { reset: true }, bob: { status: 403 }, origin: { reset: true } });
  await seen.clock.advance(10);
  assert.equal(seen.outcome.answer, null);
  assert.equal(statusOf(seen.outcome), 403);
  const away = race({});
  await away.clock.advance(10);
  assert.equal(statusOf(away.outcome), 0);
});

test('a race that is called off cuts everybody off and tells who was silent', async () => {
  const seen = race({ alice: { after: Infinity }, bob: { after: Infinity } });
  await seen.clock.advance(300);
  assert.deepEqual(nodes(seen.runner.abort()), ['alice']);
  await seen.clock.advance(5000);
  assert.equal(seen.outcome, null);
  assert.ok(seen.network.log.every(request => request.aborted));
});
