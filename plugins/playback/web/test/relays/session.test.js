import assert from 'node:assert/strict';
import { test } from 'node:test';
import { honest, Stage } from '../../testing/origin.js';

const receiptsOf = stage => stage.sent.map(({ at }) => at - 1000);

test('a receipt is sent every interval, signed, with rising serials and the newest nonce', async () => {
  const stage = await Stage.ready('alice');
  await stage.load('12.0.m4s');
  await stage.clock.advance(35000);
  const { sent } = stage;
  assert.equal(sent.length, 3);
  assert.deepEqual(sent.map(({ serial }) => serial), [1, 2, 3]);
  for (const { path, mac, init } of sent) {
    assert.equal(path, `/api/v1/streams/show/sessions/s1/receipts?mac=${mac}`);
    assert.equal(init.headers['Content-Type'], 'text/plain', 'pages of other origins need no preflight');
  }
  const proofs = sent.map(({ relays }) => relays[0].proof);
  assert.equal(new Set(proofs).size, 3, 'another nonce, another proof');
  assert.deepEqual(sent[0].relays[0].object, '12.0');
});

test('trouble is told early, but at most once a second', async () => {
  const stage = await Stage.ready('alice', 'bob', 'carol');
  stage.network.on('alice', () => ({ reset: true }));
  stage.network.on('bob', () => ({ reset: true }));
  await stage.load('12.0.m4s', { within: 200 });
  await stage.load('12.1.m4s', { within: 200 });
  assert.deepEqual(receiptsOf(stage).length, 1);
  const [{ relays }] = stage.sent;
  assert.deepEqual(relays.map(({ node, failed }) => [node, failed]), [['alice', 1], ['bob', 1], ['carol', 0]]);
  for (let i = 0; i < 30; i++) {
    stage.network.on('carol', i % 2 ? honest : () => ({ reset: true }));
    await stage.load(`${20 + i}.0.m4s`, { within: 100 });
  }
  const times = receiptsOf(stage);
  assert.ok(times.length >= 3 && times.length <= 5, String(times));
  times.slice(1).forEach((time, i) => assert.ok(time - times[i] >= 1000, String(times)));
});

test('the answer to a receipt brings the relays that count from now on', async () => {
  const stage = await Stage.ready('alice');
  stage.network.on('bob', honest);
  stage.nodes = ['bob'];
  await stage.clock.advance(11000);
  await stage.load('12.0.m4s');
  assert.deepEqual(stage.asked, ['bob']);
});

test('a session that is over is followed by a new one, not at once, and everything is counted anew', async () => {
  const stage = await Stage.ready('alice');
  await stage.load('12.0.m4s');
  stage.receipts = () => ({ status: 410 });
  await stage.clock.advance(8500);
  assert.equal(stage.given, 1);
  await stage.load('12.1.m4s', { within: 3000 });
  assert.equal(stage.given, 2);
  assert.deepEqual(stage.asked, ['alice', 'alice'], 'relays go on meanwhile');
  stage.receipts = () => ({ body: JSON.stringify(stage.renewal()) });
  await stage.load('12.2.m4s', { within: 12000 });
  const { path, serial, relays: [{ bytes, requests }] } = stage.sent.at(-1);
  assert.match(path, /sessions\/s2\//);
  assert.deepEqual([serial, bytes, requests], [1, 2002, 1]);
});

test('an origin that is away is asked again at growing intervals; the session holds until it is back', async () => {
  const stage = await Stage.ready('alice');
  stage.away();
  await stage.clock.advance(120000);
  const times = stage.network.log.map(({ at }) => at);
  assert.ok(times.length >= 5 && times.length <= 12, String(times));
  assert.ok(times.at(-1) - times.at(-2) >= 15000);
  stage.network.on('origin.example', path => stage.receipts(path));
  await stage.clock.advance(31000);
  assert.equal(stage.sent.at(-1).path.split('/')[6], 's1');
});

test('a viewer who finds no origin at first gets a session when there is one', async () => {
  const stage = new Stage('alice');
  const { sessions } = stage;
  stage.sessions = () => ({ reset: true });
  stage.relays.open();
  await stage.clock.advance(5000);
  stage.sessions = sessions;
  await stage.clock.advance(6000);
  await stage.load('12.0.m4s');
  assert.deepEqual(stage.asked, ['alice']);
});

test('a full origin is told, asked again as it wishes, and told when there is room', async () => {
  const stage = new Stage('alice');
  const { sessions } = stage;
  stage.sessions = () => ({ status: 503, headers: { 'Retry-After': '20' } });
  stage.relays.open();
  await stage.clock.advance(19000);
  assert.deepEqual(stage.heard, ['full']);
  assert.equal(stage.network.log.length, 1);
  stage.sessions = sessions;
  await stage.clock.advance(6000);
  assert.deepEqual(stage.heard, ['full', 'room']);
});

test('who is carried already does not mind that the origin is full', async () => {
  const stage = await Stage.ready('alice');
  stage.receipts = () => ({ status: 410 });
  stage.sessions = () => ({ status: 503 });
  await stage.clock.advance(30000);
  await stage.load('12.0.m4s');
  assert.deepEqual([stage.heard, stage.asked], [[], ['alice']]);
});

test('an origin without sessions is asked once', async () => {
  const stage = new Stage('alice');
  stage.sessions = () => ({ status: 404 });
  stage.relays.open();
  await stage.clock.advance(600000);
  assert.equal(stage.network.log.length, 1);
  stage.relays.open();
  await stage.clock.advance(10);
  assert.equal(stage.network.log.length, 2, 'a fresh attempt asks again');
});

test('an origin that does not know the session in an address any more gives a new one', async () => {
  const stage = await Stage.ready('alice');
  stage.network.on('alice', () => ({ status: 410 }));
  stage.network.on('origin.example', path => (path.endsWith('/sessions') ? stage.sessions() : path.includes('/s/') ? { status: 410 } : honest(path)));
  assert.equal((await stage.load('12.0.m4s', { within: 10 })).type, 'error');
  assert.equal((await stage.load('12.0.m4s', { within: 10 })).type, 'success', 'without a session meanwhile');
  await stage.clock.advance(3000);
  assert.equal(stage.given, 2);
});

test('answers that cannot be are no session', async () => {
  for (const body of ['', 'null', '[]', '{}', '{"session": 1}', '{"session": "s", "receiptKey": "short", "originKey": "short"}']) {
    const stage = new Stage('alice');
    stage.sessions = () => ({ status: 201, body });
    stage.relays.open();
    await stage.clock.advance(10);
    await stage.load('12.0.m4s', { within: 10 });
    assert.deepEqual(stage.asked, ['origin'], body);
  }
});

test('relays that cannot be are left out', async () => {
  const stage = new Stage();
  stage.renewal = () => ({ nonce: 'n', origin: '/live/show/s/O/', receiptMillis: 10000,
    relays: [null, {}, { node: 'a' }, { node: '', base: 'http://b/' }, { node: 'c', base: 'javascript:1' }, { node: 'd', base: 'http://' }] });
  stage.relays.open();
  await stage.clock.advance(10);
  assert.equal((await stage.load('12.0.m4s', { within: 10 })).type, 'success');
  assert.deepEqual(stage.asked, ['origin']);
});

test('a viewer who leaves sends a last receipt that outlives the page', async () => {
  const stage = await Stage.ready('alice');
  await stage.load('12.0.m4s');
  stage.relays.close();
  await stage.clock.advance(60000);
  assert.equal(stage.sent.length, 1);
  assert.equal(stage.sent[0].init.keepalive, true);
  assert.equal(stage.sent[0].relays[0].bytes, 2000);
  assert.equal(stage.sent[0].over, true, 'the origin need not wait for another');
});

test('only the last receipt says that it is the last', async () => {
  const stage = await Stage.ready('alice');
  await stage.clock.advance(15000);
  stage.relays.close();
  await stage.clock.advance(0);
  assert.deepEqual(stage.sent.map(({ over }) => over), [undefined, true]);
});

test('a page that went away and comes back (as by the back button) gets a new session', async t => {
  const events = new EventTarget();
  for (const name of ['addEventListener', 'removeEventListener']) {
    globalThis[name] = (...all) => events[name](...all);
    t.after(() => delete globalThis[name]);
  }
  const stage = await Stage.ready('alice');
  events.dispatchEvent(new Event('pagehide'));
  assert.equal(stage.sent.at(-1).over, true);
  await stage.clock.advance(3000);
  assert.equal(stage.given, 2);
  await stage.load('12.0.m4s', { within: 12000 });
  const { path, serial, over } = stage.sent.at(-1);
  assert.match(path, /sessions\/s2\//);
  assert.deepEqual([serial, over], [1, undefined]);
});
