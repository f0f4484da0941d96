// node play.mjs URL SECONDS [--page] [--shot FILE.png]
// Plays an HLS address with hls.js (or, with --page, whatever <video> the page has) in a real headless Chromium and
// prints what a viewer saw as one line of JSON. Exit code 0 when the picture moved for at least 80 % of the time after
// the first frame and nothing fatal was reported. Needs `npm ci` in this folder, and Chromium.
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options, positionals: [url, seconds] } = parseArgs({
  allowPositionals: true,
  options: { page: { type: 'boolean', default: false }, shot: { type: 'string' } },
});
const here = path.dirname(fileURLToPath(import.meta.url));

const player = `<!doctype html><meta charset=utf-8><video muted autoplay playsinline width=640></video>
<script src="/hls.js"></script><script>
  window.problems = [];
  window.hls = new Hls({ lowLatencyMode: true });
  hls.on(Hls.Events.ERROR, (_, e) => problems.push(e.details + (e.fatal ? ' FATAL' : '')));
  hls.loadSource(new URLSearchParams(location.search).get('u'));
  hls.attachMedia(document.querySelector('video'));
</script>`;

const server = http.createServer((request, response) => {
  if (request.url.startsWith('/hls.js')) {
    response.setHeader('content-type', 'text/javascript');
    response.end(fs.readFileSync(path.join(here, 'node_modules/hls.js/dist/hls.min.js')));
  } else {
    response.setHeader('content-type', 'text/html');
    response.end(player);
  }
}).listen(0, '127.0.0.1');
await new Promise(resolve => server.once('listening', resolve));

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'streamr-play-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1280, height: 800 },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
});

const seen = { url, firstFrameMs: null, playedSeconds: 0, stalls: 0, latency: null, frames: 0, size: null, problems: [] };

/** What the first video element of the page, in a shadow tree or not, shows at this moment. */
function look() {
  const find = root => root.querySelector('video')
    ?? [...root.querySelectorAll('*')].map(e => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const video = find(document);
  return video && {
    time: video.currentTime,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    size: `${video.videoWidth}x${video.videoHeight}`,
    latency: window.hls?.latency ?? null,
  };
}

try {
  const page = await browser.newPage();
  page.on('pageerror', e => seen.problems.push(`FATAL page: ${e.message}`));
  const begin = Date.now();
  await page.goto(options.page ? url
    : `http://127.0.0.1:${server.address().port}/?u=${encodeURIComponent(url)}`);
  let last = 0;
  let moved = 0;
  let stalled = false;
  while (Date.now() - begin < Number(seconds) * 1000) {
    await page.waitForTimeout(100);
    const now = await page.evaluate(look);
    if (!now || now.frames === 0) continue;
    if (seen.firstFrameMs === null) {
      seen.firstFrameMs = Date.now() - begin;
      last = now.time;
      moved = Date.now();
    }
    if (now.time > last + 0.001) {
      if (now.time - last < 2) seen.playedSeconds += now.time - last;
      last = now.time;
      moved = Date.now();
      stalled = false;
    } else if (!stalled && Date.now() - moved > 500) {
      stalled = true;
      seen.stalls++;
    }
    Object.assign(seen, { frames: now.frames, size: now.size, latency: now.latency });
  }
  seen.problems.push(...await page.evaluate(() => window.problems ?? []));
  if (options.shot) await page.screenshot({ path: options.shot });
} finally {
  await browser.close();
  server.close();
  fs.rmSync(profile, { recursive: true, force: true });
}
console.log(JSON.stringify(seen));
const watched = Number(seconds) - (seen.firstFrameMs ?? Infinity) / 1000;
const well = seen.firstFrameMs !== null && seen.playedSeconds >= 0.8 * watched;
process.exitCode = well && !seen.problems.some(problem => problem.includes('FATAL')) ? 0 : 1;
