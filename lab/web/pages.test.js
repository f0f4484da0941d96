// The pages in a real browser against a real daemon. See README.md.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Daemon, Publisher } from './node.js';
import { Viewer } from './viewer.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const LATENCY_TO_REACH = 1.3;
const SLOW = { timeout: 60000 };
const daemon = new Daemon();
const recorder = new Daemon('playback: { rewind: 1m }');
let streaming;
let recorded;

before(async () => {
  await daemon.start();
  await recorder.start();
  streaming = new Publisher(daemon.publishUrl('friday'));
  recorded = new Publisher(recorder.publishUrl('sunday'));
  recorded.start();
}, SLOW);
after(async () => {
  await streaming?.stop();
  await recorded?.stop();
  await daemon.remove();
  await recorder.remove();
});

const live = seen => seen.phase === 'live' && seen.frames > 0;

async function shot(viewer, name) {
  if (process.env.SHOTS) {
    fs.mkdirSync(process.env.SHOTS, { recursive: true });
    await viewer.page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) });
  }
}

async function withViewer(url, { node = daemon, ...options }, body) {
  const viewer = await Viewer.open(node.base + url, options);
  try {
    await body(viewer);
    assert.deepEqual(Object.keys(viewer.hosts), [new URL(node.base).host], 'every request goes to the daemon');
  } finally {
    await viewer.close();
  }
}

const silent = viewer => assert.deepEqual(viewer.problems, [], 'nothing in the console: no error, no policy violation');

/** Violations of WCAG 2.2 A and AA. The policy of the page forbids foreign scripts, so axe comes through the debugger. */
async function violations(viewer) {
  await viewer.page.evaluate(fs.readFileSync(AXE, 'utf8'));
  const result = await viewer.page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return result.violations.map(violation => `${violation.id}: ${violation.nodes.map(node => node.html).join(' ')}`);
}

const overflow = viewer => viewer.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('with nobody live the list tells the streamer what to do', async () => {
  for (const [name, options] of Object.entries({
    dark: { colorScheme: 'dark' }, light: { colorScheme: 'light' }, phone: { viewport: { width: 360, height: 740 } },
  })) {
    await withViewer('/', options, async viewer => {
      await viewer.page.getByText('Nobody is live yet').waitFor();
      const server = viewer.page.getByLabel('Server for OBS');
      await server.waitFor();
      assert.equal(await server.inputValue(), daemon.publishUrl('').slice(0, -1));
      assert.deepEqual(await violations(viewer), []);
      assert.equal(await overflow(viewer), 0);
      await shot(viewer, `empty-${name}`);
      silent(viewer);
    });
  }
});

test('a waiting page starts by itself, follows the end and starts again', async () => {
  await withViewer('/watch/friday', {}, async viewer => {
    await viewer.until(seen => seen.phase === 'waiting', 5000, 'the waiting state');
    assert.match(await viewer.page.locator('#announcer').textContent(), /Not live yet/);
    assert.deepEqual(await violations(viewer), []);
    await shot(viewer, 'waiting');
    streaming.start();
    await viewer.until(live, 15000, 'starting by itself');
    const seen = await viewer.watch(6);
    assert.equal(seen.stalls, 0, JSON.stringify(seen));
    await streaming.stop();
    await viewer.until(now => ['ended', 'interrupted'].includes(now.phase), 20000, 'following the end');
    await shot(viewer, 'ended');
    streaming.start();
    await viewer.until(live, 15000, 'starting again');
    const again = await viewer.watch(4);
    assert.ok(again.playedSeconds > 3, JSON.stringify(again));
    silent(viewer);
  });
});

test('a live page shows a moving picture at once, close to the live moment', async () => {
  await withViewer('/watch/friday', {}, async viewer => {
    const seen = await viewer.watch(12);
    console.log(`# first frame ${seen.firstFrameMs} ms, latency ${seen.latency} s (at most ${seen.maxLatency} s), `
      + `${seen.playedSeconds.toFixed(1)} s played, ${seen.stalls} stalls`);
    assert.equal(seen.stalls, 0, JSON.stringify(seen));
    assert.ok(seen.latency <= LATENCY_TO_REACH + 0.2, JSON.stringify(seen));
    assert.ok(await viewer.page.locator('#live[data-edge]').count(), 'the badge says live');
    assert.match(await viewer.page.locator('#latency').textContent(), /^\d\.\d s$/);
    assert.deepEqual(await violations(viewer), []);
    await viewer.page.mouse.move(300, 300);
    await shot(viewer, 'live');
    silent(viewer);
  });
});

test('the keyboard does everything', async () => {
  await withViewer('/watch/friday', {}, async viewer => {
    await viewer.until(live, 10000, 'the picture');
    const { keyboard } = viewer.page;
    await keyboard.press('Space');
    await viewer.until(seen => seen.paused, 2000, 'pausing');
    await viewer.page.waitForTimeout(4000);
    await keyboard.press('Space');
    await viewer.until(seen => !seen.paused, 2000, 'going on');
    await keyboard.press('m');
    await viewer.until(seen => !seen.muted, 2000, 'sound on');
    await keyboard.press('ArrowDown');
    await viewer.until(seen => seen.volume < 0.95, 2000, 'quieter');
    await keyboard.press('f');
    await viewer.page.waitForFunction(() => document.fullscreenElement !== null);
    await keyboard.press('f');
    await viewer.page.waitForFunction(() => document.fullscreenElement === null);
    await keyboard.press('ArrowLeft');
    await keyboard.press('l');
    await viewer.page.waitForFunction(() => document.getElementById('live').hasAttribute('data-edge'));
    const stops = [];
    for (let i = 0; i < 14; i++) {
      await keyboard.press('Tab');
      stops.push(await viewer.page.evaluate(() => document.activeElement.id || document.activeElement.localName));
    }
    for (const stop of ['media-play-button', 'media-mute-button', 'live', 'media-fullscreen-button', 'share', 'summary']) {
      assert.ok(stops.includes(stop), `Tab reaches ${stop}: ${stops}`);
    }
    silent(viewer);
  });
});

test('who hears the page is told what everything is', async () => {
  await withViewer('/watch/friday', {}, async viewer => {
    await viewer.until(live, 10000, 'the picture');
    for (const name of ['Turn on sound', 'Copy link', 'Jump to the live moment', 'pause', 'unmute', 'enter fullscreen mode']) {
      assert.equal(await viewer.page.getByRole('button', { name, exact: false }).count() > 0, true, `a button "${name}"`);
    }
    assert.equal(await viewer.page.getByRole('heading', { level: 1, name: 'friday' }).count(), 1);
    await viewer.page.getByRole('button', { name: 'Turn on sound' }).click();
    await viewer.until(seen => !seen.muted, 2000, 'sound on');
  });
});

test('the pages fit a phone, and the list shows who is live', async () => {
  for (const colorScheme of ['dark', 'light']) {
    const options = { colorScheme, viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' };
    await withViewer('/watch/friday', options, async viewer => {
      await viewer.until(live, 10000, 'the picture');
      await viewer.page.getByText('Other players').click();
      assert.equal(await overflow(viewer), 0);
      assert.deepEqual(await violations(viewer), []);
      await shot(viewer, `phone-${colorScheme}`);
    });
    await withViewer('/', options, async viewer => {
      await viewer.page.getByRole('link', { name: /friday/ }).waitFor();
      assert.equal(await overflow(viewer), 0);
      assert.deepEqual(await violations(viewer), []);
      await shot(viewer, `list-${colorScheme}`);
      silent(viewer);
    });
  }
});

test('who slept and watched live comes back to the live moment', async () => {
  for (const node of [daemon, recorder]) {
    await withViewer(`/watch/${node === daemon ? 'friday' : 'sunday'}`, { node }, async viewer => {
      await viewer.until(seen => live(seen) && seen.latency > 0, 10000, 'the picture');
      await viewer.page.waitForTimeout(1000);
      await viewer.sleep(12000);
      const { frames } = await viewer.look();
      await viewer.until(seen => live(seen) && seen.frames > frames + 20 && seen.latency < 3, 15000, 'the live moment');
    });
  }
});

test('a browser without Media Source Extensions plays with its own HLS', async () => {
  const script = () => ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource'].forEach(name => delete globalThis[name]);
  await withViewer('/watch/friday', { script }, async viewer => {
    await viewer.until(live, 15000, 'the picture');
    assert.match(await viewer.page.evaluate(() => document.querySelector('video').currentSrc), /\/live\/friday\.m3u8$/);
    const seen = await viewer.watch(5);
    assert.ok(seen.playedSeconds > 3.5, JSON.stringify(seen));
  });
});

test('where the server keeps a recording, there is a time line to go back on', async () => {
  await withViewer('/watch/sunday', { node: recorder }, async viewer => {
    const line = viewer.page.locator('media-time-range');
    await line.waitFor({ timeout: 60000 });
    const before = await viewer.until(live, 10000, 'the picture');
    for (let i = 0; i < 6; i++) {
      await viewer.page.keyboard.press('ArrowLeft');
    }
    await viewer.until(seen => live(seen) && seen.time < before.time - 20 && !seen.paused, 5000, 'going back');
    const seen = await viewer.watch(4);
    assert.ok(seen.playedSeconds > 3 && seen.latency > 20, JSON.stringify(seen));
    assert.equal(await viewer.page.locator('#live[data-edge]').count(), 0, 'the badge no longer says live');
    assert.deepEqual(await violations(viewer), []);
    await viewer.page.mouse.move(300, 300);
    await shot(viewer, 'rewind');
    await viewer.page.keyboard.press('l');
    await viewer.page.locator('#live[data-edge]').waitFor();
    silent(viewer);
  });
});

test('a page comes back by itself when the daemon was killed', async () => {
  await withViewer('/watch/friday', {}, async viewer => {
    await viewer.until(live, 10000, 'the picture');
    await daemon.stop('SIGKILL');
    await streaming.stop('SIGKILL');
    await viewer.until(seen => ['lost', 'stalled'].includes(seen.phase), 20000, 'noticing');
    await viewer.until(seen => seen.phase === 'lost', 20000, 'saying so');
    await shot(viewer, 'lost');
    await daemon.start();
    streaming.start();
    await viewer.until(live, 30000, 'coming back');
    const seen = await viewer.watch(5);
    assert.ok(seen.playedSeconds > 3.5, JSON.stringify(seen));
  });
});
