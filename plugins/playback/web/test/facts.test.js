import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitRateName, carriersName, codecName, formatWords, hueOf, latencyName, sizeName, viewersName } from '../src/facts.js';

test('codec strings become the names people know', () => {
  assert.equal(codecName('avc1.64001f'), 'H.264');
  assert.equal(codecName('hvc1.1.6.L93.B0'), 'HEVC');
  assert.equal(codecName('av01.0.04M.08'), 'AV1');
  assert.equal(codecName('mp4a.40.2'), 'AAC');
  assert.equal(codecName('new1.2.3'), 'new1');
});

test('the size is told by its shorter side and the frame rate, and not at all while unknown', () => {
  assert.equal(sizeName({ video: { width: 1920, height: 1080 }, framesPerSecond: 59.94 }), '1080p60');
  assert.equal(sizeName({ video: { width: 1080, height: 1920 }, framesPerSecond: 0 }), '1080p');
  assert.equal(sizeName({ video: { width: 0, height: 0 }, framesPerSecond: 30 }), '');
  assert.equal(sizeName({ video: null, framesPerSecond: 0 }), '');
});

test('an audio-only stream says so', () => {
  assert.deepEqual(formatWords({ video: null, audio: { codec: 'opus' }, framesPerSecond: 0, bitsPerSecond: 96000 }),
    ['Sound only', 'Opus', '96 kbit/s']);
});

test('friends who carry the stream are named while they are few', () => {
  assert.equal(carriersName([]), '');
  assert.equal(carriersName(['alice']), 'carried by alice');
  assert.equal(carriersName(['alice', 'bob']), 'carried by alice and bob');
  assert.equal(carriersName(['alice', 'bob', 'carol']), 'carried by 3 friends');
});

test('rates and counts read well', () => {
  assert.equal(bitRateName(3_149_000), '3.1 Mbit/s');
  assert.equal(viewersName(1), '1 watching');
  assert.equal(viewersName(12), '12 watching');
});

test('latency is exact when small, rough when large, and absent when unknown', () => {
  assert.equal(latencyName(1.149), '1.1 s');
  assert.equal(latencyName(12.6), '13 s');
  assert.equal(latencyName(65), '1:05 min');
  assert.equal(latencyName(NaN), '');
  assert.equal(latencyName(-0.2), '');
});

test('a name has always the same colour', () => {
  assert.equal(hueOf('friday'), hueOf('friday'));
  assert.ok(hueOf('friday') >= 0 && hueOf('friday') < 360);
  assert.notEqual(hueOf('friday'), hueOf('monday'));
});
