import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget } from '../../src/relays/budget.js';
import { Roster } from '../../src/relays/roster.js';

const relays = ['alice', 'bob', 'carol'].map(node => ({ node, base: `http://${node}/` }));

function roster() {
  const clock = { time: 0, now: () => clock.time };
  const list = new Roster(clock);
  list.take(relays);
  return { list, clock, order: () => list.order.map(({ node }) => node) };
}

test('relays are asked as the origin sorted them', () => {
  assert.deepEqual(roster().order(), ['alice', 'bob', 'carol']);
});

test('who was late goes to the back of the queue for a while, each time for longer', () => {
  const { list, clock, order } = roster();
  list.putBack('alice');
  assert.deepEqual(order(), ['bob', 'carol', 'alice']);
  clock.time = 2000;
  list.putBack('bob');
  assert.deepEqual(order(), ['carol', 'alice', 'bob']);
  clock.time = 10000;
  assert.deepEqual(order(), ['alice', 'carol', 'bob']);
  list.putBack('alice');
  clock.time = 25000;
  assert.deepEqual(order(), ['bob', 'carol', 'alice']);
  clock.time = 30000;
  assert.deepEqual(order(), ['alice', 'bob', 'carol']);
});

test('being named again by the origin does not bring a late relay to the front', () => {
  const { list, order } = roster();
  list.putBack('alice');
  list.take(relays);
  assert.deepEqual(order(), ['bob', 'carol', 'alice']);
});

test('who refuses is gone for ten seconds, who sent wrong bytes for good', () => {
  const { list, clock, order } = roster();
  list.dismiss('alice');
  list.banish('bob');
  list.take(relays);
  assert.deepEqual(order(), ['carol'], 'whatever the origin thinks meanwhile');
  clock.time = 10000;
  assert.deepEqual(order(), ['alice', 'carol']);
});

test('a few hedges are there at once, then no more than a small share of the requests', () => {
  const budget = new Budget();
  let burst = 0;
  while (budget.spend()) {
    burst++;
  }
  assert.equal(burst, 6);
  let later = 0;
  for (let i = 0; i < 1000; i++) {
    budget.earn();
    later += budget.spend() ? 1 : 0;
  }
  assert.ok(later >= 39 && later <= 40, `${later} of 1000`);
});
