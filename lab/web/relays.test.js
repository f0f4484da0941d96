// Friends' machines carry the stream, and one of them dies: what a viewer sees. See README.md.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsOf } from '../../plugins/playback/web/src/relays/playlist.js';
import { beginningWith } from '../../plugins/playback/web/src/relays/timeline.js';
import { Friend, Origin, Publisher, until } from './node.js';
import { PlainPages } from './plain.js';
import { Viewer } from './viewer.js';

const SLOW = { timeout: 120000 };
/** What our page never stands still for, and what a plain player may at most; in milliseconds. */
const PLAIN_STALL_MS = 3000;
const origin = new Origin();
const friends = ['alice', 'bob', 'carol'].map(name => new Friend(name));
const pages = new PlainPages();
let publisher;

before(async () => {
  await origin.start();
  await Promise.all(friends.map(friend => friend.join(origin)));
  await origin.friends(friends.length);
  publisher = new Publisher(origin.publishUrl('friday'));
  publisher.start();
  await pages.start();
}, SLOW);
after(async () => {
  pages.stop();
  await publisher?.stop();
  await Promise.all([origin, ...friends].map(machine => machine.remove()));
});

const hostOf = machine => new URL(machine.base).host;

/** The friend's machine that most of the newest requests went to. */
async function inUse(viewer) {
  const before = { ...viewer.hosts };
  await viewer.page.waitForTimeout(1500);
  const asked = friend => (viewer.hosts[hostOf(friend)] ?? 0) - (before[hostOf(friend)] ?? 0);
  const most = friends.toSorted((a, b) => asked(b) - asked(a))[0];
  assert.ok(asked(most) > 0, `a friend carries: ${JSON.stringify(viewer.hosts)}`);
  return most;
}

/**
 * The first friend's machine that is asked has just begun: it has three whole segments, and dies after some playlists.
 * Where the viewer goes then there are all segments.
 */
function justBegun(playlists) {
  let young = null;
  return page => page.route(({ host, pathname }) => host !== hostOf(origin) && pathname.endsWith('/media.m3u8'), async route => {
    const url = route.request().url();
    young ??= new URL(url).host;
    if (new URL(url).host !== young) {
      await route.continue();
    } else if (playlists-- <= 0) {
      await route.abort();
    } else {
      const text = await (await fetch(url.replace(/&?_HLS_skip=YES/, ''))).text();
      await route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' }, body: beginningWith(factsOf(text).newest - 3, text) });
    }
  });
}

async function withViewer(url, options, body) {
  const viewer = await Viewer.open(url, options);
  try {
    await viewer.until(seen => seen.frames > 0 && seen.time > 0.5, 20000, 'the picture');
    await body(viewer);
  } finally {
    await viewer.close();
  }
}

/** Something happens to the machine that carries; what the viewer sees then. */
async function watchThrough(viewer, what, seconds) {
  const machine = await inUse(viewer);
  await what(machine);
  const seen = await viewer.watch(seconds);
  console.log(`# ${machine.name} is gone: ${seen.stalls} stalls, ${seen.stalledMs} ms, ${seen.playedSeconds.toFixed(1)} s played, `
    + `latency ${seen.latency} s, hosts ${JSON.stringify(viewer.hosts)}`);
  return { machine, seen };
}

const killed = machine => machine.stop('SIGKILL');
const frozen = machine => machine.freeze();

async function back(machine) {
  machine.thaw();
  await machine.stop('SIGKILL');
  await machine.start();
  await origin.friends(friends.length);
}

// The first one: nobody else's seat is counted yet.
test('a viewer who closes the page gives the seat free at once', SLOW, async () => {
  await withViewer(`${origin.base}/watch/friday`, {}, async viewer => {
    await viewer.page.locator('#friends').getByText(/^carried by /).waitFor({ timeout: 15000 });
    assert.equal(await origin.seats(), 1);
    await viewer.page.goto('about:blank');
    const left = Date.now();
    await until(async () => await origin.seats() === 0, 5000, 'the seat of a viewer who left');
    console.log(`# free after ${Date.now() - left} ms`);
    await viewer.page.goBack();
    await until(async () => await origin.seats() === 1, 5000, 'the seat of a viewer who came back');
  });
});

test('the page gets its picture from friends, and says from whom', SLOW, async () => {
  await withViewer(`${origin.base}/watch/friday`, {}, async viewer => {
    await viewer.page.locator('#friends').getByText(/^carried by /).waitFor({ timeout: 15000 });
    const before = { ...viewer.hosts };
    const seen = await viewer.watch(10);
    const requests = host => (viewer.hosts[host] ?? 0) - (before[host] ?? 0);
    const carried = friends.reduce((sum, friend) => sum + requests(hostOf(friend)), 0);
    console.log(`# ${seen.stalls} stalls, latency ${seen.latency} s; ${carried} requests to friends, ${requests(hostOf(origin))} to the origin`);
    assert.equal(seen.stalls, 0, JSON.stringify(seen));
    assert.ok(carried > 60 && requests(hostOf(origin)) <= 5, JSON.stringify(viewer.hosts));
    assert.deepEqual(viewer.problems, []);
  });
});

for (const [name, what] of [['frozen', frozen], ['killed', killed]]) {
  test(`a friend's machine that is ${name} in mid-stream is not noticed on our page`, SLOW, async () => {
    await withViewer(`${origin.base}/watch/friday`, {}, async viewer => {
      const { machine, seen } = await watchThrough(viewer, what, 12);
      try {
        assert.equal(seen.stalls, 0, JSON.stringify(seen));
        assert.ok(seen.playedSeconds > 11, JSON.stringify(seen));
      } finally {
        await back(machine);
      }
    });
  });
}

test('nor on somebody else’s page that uses the loader', SLOW, async () => {
  await withViewer(pages.hedged(`${origin.base}/live/friday/`), { autoplay: true }, async viewer => {
    const { machine, seen } = await watchThrough(viewer, killed, 12);
    try {
      assert.equal(seen.stalls, 0, JSON.stringify(seen));
      assert.deepEqual(await viewer.page.evaluate(() => globalThis.fatal), []);
    } finally {
      await back(machine);
    }
  });
});

for (const [page, url, options] of [['our page', () => `${origin.base}/watch/friday`, {}],
  ['somebody else’s page', () => pages.hedged(`${origin.base}/live/friday/`), { autoplay: true }]]) {
  test(`nor that the next machine has been there for longer than the one that died: ${page}`, SLOW, async () => {
    await withViewer(url(), { ...options, prepare: justBegun(4) }, async viewer => {
      const seen = await viewer.watch(8);
      console.log(`# ${seen.stalls} stalls, ${seen.stalledMs} ms, ${seen.playedSeconds.toFixed(1)} s played, latency up to ${seen.maxLatency} s`);
      assert.equal(seen.stalls, 0, JSON.stringify(seen));
      assert.ok(seen.playedSeconds > 7 && seen.maxLatency < 6, JSON.stringify(seen));
    });
  });
}

async function plainPage() {
  await withViewer(pages.of(`${origin.base}/live/friday.m3u8`), { autoplay: true }, async viewer => {
    const { machine, seen } = await watchThrough(viewer, killed, 15);
    try {
      assert.ok(seen.stalledMs <= PLAIN_STALL_MS, JSON.stringify(seen));
      assert.ok(seen.playedSeconds > 11, JSON.stringify(seen));
      assert.deepEqual(await viewer.page.evaluate(() => globalThis.fatal), []);
    } finally {
      await back(machine);
    }
  });
}

// It may try twice: by itself, hls.js 1.7.4 can lose its place when a playlist closes a segment whose part is on the way
// into the buffer (see docs/player.md), and takes more than three seconds to find it again.
test('a plain hls.js page stands still for three seconds at most', SLOW, () => plainPage().catch(error => {
  console.log(`# once more: ${error.message}`);
  return plainPage();
}));
