import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../src/pace.js';

const target = 0.6;

test('a picture near the live moment runs as recorded', () => {
  assert.equal(new Pace().next({ target, latency: 1.1, ahead: 1 }), 1);
});

test('one that is late catches up until it is near, not only until it is no longer late', () => {
  const pace = new Pace();
  assert.equal(pace.next({ target, latency: 1.4, ahead: 1.2 }), 1.05);
  assert.equal(pace.next({ target, latency: 1.1, ahead: 0.9 }), 1.05);
  assert.equal(pace.next({ target, latency: 0.95, ahead: 0.8 }), 1);
  assert.equal(pace.next({ target, latency: 1.1, ahead: 0.9 }), 1);
});

test('with little media in hand nothing is hurried', () => {
  const pace = new Pace();
  assert.equal(pace.next({ target, latency: 2, ahead: 0.5 }), 1);
  assert.equal(pace.next({ target, latency: 2, ahead: 1 }), 1.05);
  assert.equal(pace.next({ target, latency: 2, ahead: 0.3 }), 1);
});

test('who went back, and who watches without low latency, is left in peace', () => {
  assert.equal(new Pace().next({ target, latency: 30, ahead: 10 }), 1);
  assert.equal(new Pace().next({ target: null, latency: 8, ahead: 6 }), 1);
});

test('a distance that is not known yet changes nothing', () => {
  assert.equal(new Pace().next({ target, latency: 0, ahead: 3 }), 1);
  assert.equal(new Pace().next({ target, latency: NaN, ahead: 3 }), 1);
});
