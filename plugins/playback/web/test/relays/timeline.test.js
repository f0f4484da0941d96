import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningWith, Timeline } from '../../src/relays/timeline.js';
import { honest, Stage } from '../../testing/origin.js';

/** As the origin writes it. Segments follow each other without a break unless their number is one of `breaks`. */
function playlist(first, last, { breaks = [], inits = {} } = {}) {
  const segments = Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap(sequence => [
    ...(breaks.includes(sequence) ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(inits[sequence] || sequence === first ? [`#EXT-X-MAP:URI="init-${inits[sequence] ?? '00'}.mp4"`] : []),
    `#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:${sequence}.000Z`,
    ...(sequence === last ? [`#EXT-X-PART:DURATION=0.2,URI="${sequence}.0.m4s",INDEPENDENT=YES`] : []),
    '#EXTINF:2.000000,', `${sequence}.m4s`]);
  const before = breaks.filter(sequence => sequence < first).length;
  return ['#EXTM3U', '#EXT-X-TARGETDURATION:2', '#EXT-X-PART-INF:PART-TARGET=0.2', `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${before}`, '#EXT-X-INDEPENDENT-SEGMENTS', ...segments,
    `#EXT-X-PART:DURATION=0.2,URI="${last + 1}.0.m4s",INDEPENDENT=YES`,
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${last + 1}.1.m4s"`, ''].join('\n');
}

test('a playlist that lost its first segments is what a machine would write that never had them', () => {
  assert.equal(beginningWith(13, playlist(10, 15)), playlist(13, 15));
  const withBreaks = { breaks: [11, 13, 14], inits: { 11: 'aa' } };
  assert.equal(beginningWith(12, playlist(10, 15, withBreaks)), playlist(12, 15, { breaks: [11, 13, 14], inits: { 12: 'aa' } }));
  assert.equal(beginningWith(14, playlist(10, 15, { breaks: [11, 14] })).match(/DISCONTINUITY-SEQUENCE:(\d)/)[1], '1');
});

test('a playlist is left alone that begins later, or would lose all of it', () => {
  for (const sequence of [-1, 9, 10, 16, 40]) {
    assert.equal(beginningWith(sequence, playlist(10, 15)), playlist(10, 15), String(sequence));
  }
  assert.equal(beginningWith(12, 'nonsense'), 'nonsense');
});

test('a player’s playlist never begins earlier than the one before, whoever wrote it', () => {
  const timeline = new Timeline();
  const begins = [['alice', 12], ['bob', 10], ['bob', 11], ['carol', 13], ['bob', 12], ['bob', 14]].map(([node, first]) =>
    Number(timeline.take(node, playlist(first, 20)).match(/MEDIA-SEQUENCE:(\d+)/)[1]));
  assert.deepEqual(begins, [12, 12, 12, 13, 13, 14]);
});

test('an update that leaves segments out is asked of the machine only whose playlist the player has', () => {
  const timeline = new Timeline();
  const asked = node => timeline.query(node, '?_HLS_msn=21&_HLS_part=0&_HLS_skip=YES');
  const [update, whole] = ['?_HLS_msn=21&_HLS_part=0&_HLS_skip=YES', '?_HLS_msn=21&_HLS_part=0'];
  assert.equal(asked('alice'), whole);
  timeline.take('alice', playlist(12, 20));
  assert.deepEqual([asked('alice'), asked('bob'), asked('')], [update, whole, whole]);
  timeline.take('bob', playlist(10, 20));
  assert.deepEqual([asked('alice'), asked('bob')], [whole, whole], 'it has not got bob’s playlist as it is');
  timeline.take('bob', playlist(12, 21));
  assert.equal(asked('bob'), update);
  assert.equal(timeline.query('alice', '?_HLS_skip=YES'), '');
});

test('a player that goes back in the recording gets all of it', async () => {
  const stage = await Stage.ready('alice');
  stage.network.on('origin.example', path => ({ body: playlist(path.includes('rewind') ? 2 : 12, 20) }));
  stage.network.on('alice', () => ({ body: playlist(12, 20) }));
  await stage.load('media.m3u8');
  assert.equal((await stage.load('rewind.m3u8')).data, playlist(2, 20));
  assert.equal((await stage.load('media.m3u8')).data, playlist(12, 20));
});

test('a player that changes to a machine with more segments keeps its place', async () => {
  const stage = await Stage.ready('alice', 'bob');
  const held = { alice: playlist(12, 20), bob: playlist(10, 20) };
  for (const [node, text] of Object.entries(held)) {
    stage.network.on(node, path => (path.includes('.m3u8') ? { body: text } : honest(path)));
  }
  const load = () => stage.load('media.m3u8?_HLS_msn=20&_HLS_part=0&_HLS_skip=YES');
  stage.player = {};
  assert.equal((await load()).data, held.alice);
  await load();
  stage.network.on('alice', () => ({ reset: true }));
  assert.equal((await load()).data, playlist(12, 20));
  await load();
  const skip = '/live/show/s/T/media.m3u8?_HLS_msn=20&_HLS_part=0&_HLS_skip=YES';
  const whole = '/live/show/s/T/media.m3u8?_HLS_msn=20&_HLS_part=0';
  assert.deepEqual(stage.network.asked('alice'), [whole, skip, skip]);
  assert.deepEqual(stage.network.asked('bob'), [whole, whole]);
  stage.player = {};
  assert.equal((await load()).data, held.bob, 'another player has no place yet');
});
