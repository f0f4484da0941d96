import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from '../../src/relays/address.js';

const live = new URL('https://origin.example/live/show/');
const at = url => addressOf(url, live);

test('a file is the same file wherever a playlist found it', () => {
  const names = ['https://origin.example/live/show/12.3.m4s', 'http://192.0.2.7:8080/live/show/s/T-0_k/12.3.m4s',
    'https://origin.example/live/show/s/T-0_k/12.3.m4s'];
  for (const name of names) {
    assert.deepEqual(at(name), { kind: 'media', url: 'https://origin.example/live/show/12.3.m4s', file: '12.3.m4s', query: '',
      sequence: 12, part: 3, object: '12.3' });
  }
  assert.deepEqual([at('12.m4s').object, at('12.m4s').part], ['12', -1]);
});

test('a playlist is asked for with what the server is to wait for', () => {
  const { kind, sequence, part, query, url } = at('media.m3u8?_HLS_msn=7&_HLS_part=2&_HLS_skip=YES');
  assert.deepEqual({ kind, sequence, part }, { kind: 'playlist', sequence: 7, part: 2 });
  assert.equal(url, `https://origin.example/live/show/media.m3u8${query}`);
  assert.equal(at('media.m3u8').sequence, -1);
  assert.equal(at('rewind.m3u8').kind, 'rewind');
});

test('what relays do not have is told apart, and what is not the origin’s is nobody’s', () => {
  assert.equal(at('init-0123456789abcdef.mp4').kind, 'init');
  assert.equal(at('/live/show.m3u8').kind, 'other');
  assert.equal(at('/api/v1/streams/show/steering/T').kind, 'other');
  assert.equal(at('https://elsewhere.example/live/other/1.m4s'), null);
  assert.equal(at('https://elsewhere.example/1.m4s'), null);
});
