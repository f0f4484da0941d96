import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionOf } from '../src/keys.js';

test('the usual keys of players work anywhere on the page', () => {
  const wanted = { ' ': 'play', k: 'play', M: 'mute', f: 'fullscreen', l: 'live', ArrowUp: 'louder',
    ArrowDown: 'quieter', ArrowLeft: 'back', ArrowRight: 'forward' };
  for (const [key, action] of Object.entries(wanted)) {
    assert.equal(actionOf({ key }, ['body', 'html']), action, key);
  }
});

test('keys of the browser stay with the browser', () => {
  assert.equal(actionOf({ key: 'f', ctrlKey: true }, ['body']), null);
  assert.equal(actionOf({ key: 'l', metaKey: true }, ['body']), null);
  assert.equal(actionOf({ key: 'ArrowLeft', altKey: true }, ['body']), null);
});

test('Space presses the focused button and arrows move the focused slider', () => {
  assert.equal(actionOf({ key: ' ' }, ['button', 'media-controller']), null);
  assert.equal(actionOf({ key: ' ' }, ['media-play-button', 'media-controller']), null);
  assert.equal(actionOf({ key: 'ArrowUp' }, ['input', 'media-volume-range', 'media-controller']), null);
  assert.equal(actionOf({ key: 'm' }, ['input', 'media-volume-range', 'media-controller']), 'mute');
});

test('typing is left alone', () => {
  assert.equal(actionOf({ key: 'm' }, ['input', 'div', 'body']), null);
});
