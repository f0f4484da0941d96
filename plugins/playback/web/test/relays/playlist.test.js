import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf, flawOf } from '../../src/relays/playlist.js';

/** As the origin writes it: two whole segments, one that grows. */
const PLAYLIST = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=6.000000,PART-HOLD-BACK=0.600000,CAN-SKIP-UNTIL=12.000000
#EXT-X-PART-INF:PART-TARGET=0.200000
#EXT-X-MEDIA-SEQUENCE:10
#EXT-X-DISCONTINUITY-SEQUENCE:0
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="init-0123456789abcdef.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.000Z
#EXTINF:2.000000,
10.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:02.000Z
#EXT-X-PART:DURATION=0.200000,URI="11.0.m4s",INDEPENDENT=YES
#EXTINF:0.200000,
11.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:02.200Z
#EXT-X-PART:DURATION=0.200000,URI="12.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.200000,URI="12.1.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="12.2.m4s"
`;
const anything = { sequence: -1, part: -1 };

test('what the loader must know is read from the playlist', () => {
  assert.deepEqual(factsOf(PLAYLIST), { partTargetMs: 200, targetMs: 2000, hint: '12.2.m4s', newest: 12 });
  assert.deepEqual(factsOf('#EXTM3U\n#EXT-X-TARGETDURATION:6\n5.m4s\n'), { partTargetMs: 0, targetMs: 6000, hint: '', newest: 5 });
});

test('a playlist of the origin has no flaw, whole or as a delta update', () => {
  assert.equal(flawOf(PLAYLIST, anything), null);
  const delta = PLAYLIST.replace('#EXT-X-MAP:URI="init-0123456789abcdef.mp4"\n', '#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n')
    .replace('#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.000Z\n#EXTINF:2.000000,\n10.m4s\n', '');
  assert.equal(flawOf(delta, anything), null);
});

test('a relay cannot send a player elsewhere, nor swap, repeat or leave out segments', () => {
  const flawed = {
    'another machine': ['11.m4s\n', 'https://elsewhere.example/11.m4s\n'],
    'another stream': ['11.m4s\n', '../other/11.m4s\n'],
    'another number': ['11.m4s\n', '9.m4s\n'],
    'a gap': ['10.m4s\n', '10.m4s\n#EXTINF:2,\n12.m4s\n'],
    'a part elsewhere': ['URI="12.1.m4s"', 'URI="//elsewhere.example/12.1.m4s"'],
    'an initialisation elsewhere': ['init-0123456789abcdef.mp4', '../other/init-00.mp4'],
    'a key': ['#EXTINF:2.0', '#EXT-X-KEY:METHOD=AES-128,URI="1.0.m4s"\n#EXTINF:2.0'],
    'a piece of a file': ['URI="12.1.m4s"', 'URI="12.1.m4s",BYTERANGE="10@0"'],
    'a variable': ['#EXT-X-VERSION:9', '#EXT-X-DEFINE:QUERYPARAM="a"'],
    'no playlist': ['#EXTM3U', '<html>'],
  };
  for (const [name, [from, to]] of Object.entries(flawed)) {
    const text = PLAYLIST.replace(from, to);
    assert.notEqual(text, PLAYLIST, name);
    assert.notEqual(flawOf(text, anything), null, name);
  }
});

test('an answer must hold what was asked for', () => {
  for (const [sequence, part] of [[11, -1], [11, 3], [12, 0], [12, 1]]) {
    assert.equal(flawOf(PLAYLIST, { sequence, part }), null, `${sequence}.${part}`);
  }
  for (const [sequence, part] of [[12, -1], [12, 2], [13, 0]]) {
    assert.equal(flawOf(PLAYLIST, { sequence, part }), 'too old', `${sequence}.${part}`);
  }
  assert.equal(flawOf(`${PLAYLIST}#EXT-X-ENDLIST\n`, { sequence: 13, part: 0 }), null, 'a stream that is over');
});
