import assert from 'node:assert/strict';
import { test } from 'node:test';
import { honest, Stage } from '../../testing/origin.js';

const text = data => Buffer.from(data).toString();

test('until the session has answered, everything comes from the origin as if there were no relays', async () => {
  const stage = new Stage('alice');
  const first = await stage.load('media.m3u8', { within: 0 });
  assert.equal(first.type, 'success');
  stage.sessions = () => ({ after: 400, status: 201, body: '{}' });
  stage.relays.open();
  await stage.load('12.0.m4s', { within: 10 });
  assert.deepEqual(stage.network.asked('origin.example'),
    ['/live/show/media.m3u8', '/api/v1/streams/show/sessions', '/live/show/12.0.m4s']);
});

test('with a session playlists, parts and segments come from the relay that the origin named first', async () => {
  const stage = await Stage.ready('alice', 'bob');
  for (const file of ['media.m3u8?_HLS_msn=12&_HLS_part=2', '12.1.m4s', '11.m4s']) {
    assert.equal((await stage.load(file, { within: 10 })).type, 'success', file);
  }
  assert.deepEqual(stage.network.asked('alice'),
    ['/live/show/s/T/media.m3u8?_HLS_msn=12&_HLS_part=2', '/live/show/s/T/12.1.m4s', '/live/show/s/T/11.m4s']);
  assert.deepEqual(stage.asked, ['alice', 'alice', 'alice']);
});

test('relays are not asked before their bytes can be checked', async () => {
  const stage = await Stage.ready('alice');
  stage.relays.trust = null;
  await stage.load('12.0.m4s', { within: 10 });
  assert.deepEqual(stage.asked, ['origin']);
});

test('hls.js is told what it wants to know of an answer', async () => {
  const stage = await Stage.ready('alice');
  stage.network.on('alice', path => ({ ...honest(path), after: 30, pieces: 2, between: 20, headers: { ...honest(path).headers, Age: '3' } }));
  const { all: [response, stats, context, details], loader, data } = await stage.load('12.3.m4s');
  assert.equal(response.url, 'https://origin.example/live/show/12.3.m4s');
  assert.equal(response.code, 200);
  assert.ok(data instanceof ArrayBuffer);
  assert.equal(context.url, response.url);
  assert.equal(details.status, 200);
  assert.deepEqual([stats.loading.first - stats.loading.start, stats.loading.end - stats.loading.first], [30, 20]);
  assert.deepEqual([stats.loaded, stats.total, stats.aborted, stats.retry], [2003, 2003, false, 0]);
  assert.equal(stats.bwEstimate, 8 * 2003 / 0.02);
  assert.equal(loader.getCacheAge(), 3);
  assert.equal(loader.getResponseHeader('age'), '3');
});

test('a relay that dies is followed by the next at once, one that freezes after 250 ms', async () => {
  for (const [reply, took] of [[{ reset: true }, 0], [{ after: Infinity }, 250]]) {
    const stage = await Stage.ready('alice', 'bob');
    stage.network.on('alice', () => reply);
    const loaded = await stage.load('12.0.m4s');
    assert.deepEqual([loaded.type, loaded.took], ['success', took]);
    await stage.load('12.1.m4s');
    assert.deepEqual(stage.asked, ['alice', 'bob', 'bob'], 'and is at the back of the queue');
  }
});

test('what a server is to hold may take one part longer', async () => {
  const stage = await Stage.ready('alice', 'bob');
  stage.network.on('alice', path => ({ ...honest(path), after: 440 }));
  for (const file of ['media.m3u8?_HLS_msn=12&_HLS_part=2', '12.3.m4s']) {
    assert.equal((await stage.load(file)).took, 440, file);   // 12.3 is what that playlist hints at
  }
  assert.deepEqual(stage.asked, ['alice', 'alice']);
  stage.network.on('alice', () => ({ after: Infinity }));
  assert.equal((await stage.load('media.m3u8?_HLS_msn=12&_HLS_part=3')).took, 450);
  assert.deepEqual(stage.asked.slice(2), ['alice', 'bob']);
});

test('the origin is asked when no relay is left, and under the session', async () => {
  const stage = await Stage.ready('alice', 'bob', 'carol', 'dave');
  ['alice', 'bob', 'carol', 'dave'].forEach(node => stage.network.on(node, () => ({ status: 500 })));
  assert.equal((await stage.load('12.0.m4s')).type, 'success');
  assert.deepEqual(stage.asked, ['alice', 'bob', 'carol', 'origin'], 'after three relays at most');
  assert.deepEqual(stage.network.asked('origin.example').filter(path => path.startsWith('/live')), ['/live/show/s/O/12.0.m4s']);
});

test('wrong bytes never reach hls.js, and whoever sent them is never asked again', async () => {
  const forged = path => ({ ...honest(path), body: honest(path).body.map(byte => byte ^ 1) });
  const unsigned = path => ({ body: honest(path).body });
  const other = () => honest('/11.0.m4s');
  for (const reply of [forged, unsigned, other]) {
    const stage = await Stage.ready('alice', 'bob');
    stage.network.on('alice', reply);
    const { data } = await stage.load('12.0.m4s');
    assert.deepEqual(Buffer.from(data), Buffer.from(honest('/12.0.m4s').body));
    await stage.clock.advance(30000);
    await stage.load('12.1.m4s');
    assert.deepEqual(stage.asked, ['alice', 'bob', 'bob']);
    assert.deepEqual(stage.sent[0].relays.map(({ node, wrong, bytes }) => [node, wrong, bytes]), [['alice', 1, 0], ['bob', 0, 2000]]);
  }
});

test('a playlist that the origin would not write is wrong as well', async () => {
  const stage = await Stage.ready('alice', 'bob');
  stage.network.on('alice', path => ({ body: honest(path).body.replace('11.m4s', 'http://elsewhere.example/11.m4s') }));
  const { data } = await stage.load('media.m3u8');
  assert.match(data, /^11\.m4s$/m);
  assert.deepEqual(stage.asked, ['alice', 'bob']);
});

test('who refuses is gone for a while', async () => {
  for (const status of [403, 410, 503]) {
    const stage = await Stage.ready('alice');
    stage.network.on('alice', () => ({ status }));
    await stage.load('12.0.m4s', { within: 10 });
    await stage.load('12.1.m4s', { within: 10 });
    assert.deepEqual(stage.asked, ['alice', 'origin', 'origin'], String(status));
    stage.network.on('alice', honest);
    await stage.clock.advance(9000);   // an early receipt was sent, and its answer names alice still
    await stage.load('12.1.m4s', { within: 1000 });
    await stage.load('12.2.m4s', { within: 10 });
    assert.deepEqual(stage.asked.slice(3), ['origin', 'alice'], String(status));
  }
});

test('a 503 for something that never came does not make a relay gone', async () => {
  const stage = await Stage.ready('alice');
  stage.network.on('alice', () => ({ status: 503 }));
  await stage.load('media.m3u8?_HLS_msn=13&_HLS_part=0', { within: 0 });
  await stage.load('12.0.m4s', { within: 0 });
  assert.deepEqual(stage.asked, ['alice', 'origin', 'alice', 'origin']);
});

test('initialisations come from the origin, once', async () => {
  const stage = await Stage.ready('alice');
  assert.equal(text((await stage.load('init-00ff.mp4')).data), 'init');
  stage.away();
  assert.equal(text((await stage.load('init-00ff.mp4')).data), 'init', 'a fresh attempt needs no origin');
  assert.deepEqual(stage.asked, ['origin']);
});

test('a recording is the origin’s, and without it goes on live from a relay', async () => {
  const stage = await Stage.ready('alice');
  assert.equal((await stage.load('rewind.m3u8')).type, 'success');
  assert.equal((await stage.load('3.m4s')).type, 'success', 'older than what relays have');
  assert.deepEqual(stage.asked, ['origin', 'origin']);
  stage.away();
  assert.equal((await stage.load('rewind.m3u8?_HLS_msn=12&_HLS_part=1')).type, 'success');
  assert.equal(stage.network.asked('alice').at(-1), '/live/show/s/T/media.m3u8?_HLS_msn=12&_HLS_part=1');
});

test('while the origin is away, relays carry on', async () => {
  const stage = await Stage.ready('alice', 'bob');
  stage.away();
  for (let part = 0; part < 200; part++) {
    assert.equal((await stage.load(`${20 + part}.0.m4s`, { within: 200 })).type, 'success');
  }
  assert.ok(stage.asked.every(host => host === 'alice'));
  assert.deepEqual(stage.relays.carriers, ['alice']);
});

test('hedges are few, and without one left a frozen relay is still got over', async () => {
  const stage = await Stage.ready('alice', 'bob');
  ['alice', 'bob'].forEach(node => stage.network.on(node, path => ({ ...honest(path), after: 300 })));
  stage.network.log.length = 0;
  for (let part = 0; part < 300; part++) {
    await stage.load('12.0.m4s', { within: 400 });
  }
  const hedged = stage.asked.length - 300;
  assert.ok(hedged >= 6 && hedged <= 6 + 300 * 0.04 + 1, `${hedged} of 300 were sent twice`);
  stage.network.on('alice', () => ({ after: Infinity }));
  stage.network.on('bob', () => ({ after: Infinity }));
  assert.equal((await stage.load('12.0.m4s', { within: 4000 })).type, 'success');
});

test('hls.js’ time limits hold, and who was silent is asked last the next time', async () => {
  const stage = await Stage.ready('alice', 'bob');
  stage.network.on('alice', () => ({ after: Infinity }));
  stage.network.on('bob', () => ({ after: Infinity }));
  stage.network.on('origin.example', () => ({ after: Infinity }));
  const loaded = await stage.load('12.0.m4s', { timeoutMs: 400 });
  assert.deepEqual([loaded.type, loaded.took], ['timeout', 400]);
  assert.ok(stage.network.log.every(request => request.aborted));
  stage.network.on('bob', honest);
  assert.equal((await stage.load('12.0.m4s')).took, 0);
});

test('an aborted or destroyed loader leaves nothing running and is silent', async () => {
  for (const end of ['abort', 'destroy']) {
    const stage = await Stage.ready('alice', 'bob');
    ['alice', 'bob'].forEach(node => stage.network.on(node, () => ({ after: Infinity })));
    stage.clock.setTimeout(() => stage.loaders[0][end](), 300);
    const { type, took, loader } = await stage.load('12.0.m4s', { within: 30000 });
    assert.deepEqual([type, took], end === 'abort' ? ['abort', 300] : [null, NaN]);
    assert.equal(loader.stats.aborted, true);
    assert.deepEqual(stage.asked, ['alice', 'bob']);
    assert.ok(stage.network.log.slice(0, 2).every(request => request.aborted));
  }
});

test('a loader is good for one request', async () => {
  const stage = await Stage.ready('alice');
  const { loader } = await stage.load('12.0.m4s');
  assert.throws(() => loader.load({ url: '12.1.m4s' }, {}, {}), /only be used once/);
});

test('foreign addresses and pieces of files are not taken from relays', async () => {
  const stage = await Stage.ready('alice');
  assert.equal((await stage.load('https://elsewhere.example/1.m4s')).type, 'error');
  await stage.load('12.0.m4s', { rangeStart: 5, rangeEnd: 10 });
  assert.deepEqual(stage.asked, ['origin']);
  assert.equal(stage.network.log.find(({ host }) => host === 'origin.example').init.headers.Range, 'bytes=5-9');
});

test('when nobody answers, hls.js learns the status, and no relay is blamed for this viewer’s own network', async () => {
  const stage = await Stage.ready('alice');
  stage.network.on('alice', () => ({ reset: true }));
  stage.away();
  const { type, all: [error] } = await stage.load('12.0.m4s');
  assert.deepEqual([type, error.code], ['error', 0]);
  stage.network.on('alice', honest);
  stage.network.on('origin.example', (path, request) => (path.includes('/receipts') ? stage.receipts(path, request) : honest(path)));
  await stage.clock.advance(60000);
  assert.equal(stage.sent.at(-1).relays[0].failed, 0);
});
