// A viewer: a page in a real headless Chromium, everything that goes wrong in it, and how the picture moves.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const STALL_MS = 500;
const SAMPLE_MS = 100;
/** Flags for a machine without sound, graphics card or a wish to phone home. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/** What the page's video element and hls.js say of themselves. Runs in the page. */
function look() {
  const video = document.querySelector('video');
  const quality = video?.getVideoPlaybackQuality();
  return video && {
    time: video.currentTime, frames: quality.totalVideoFrames, dropped: quality.droppedVideoFrames, muted: video.muted,
    volume: video.volume, paused: video.paused, size: `${video.videoWidth}x${video.videoHeight}`,
    phase: document.getElementById('stage')?.dataset.phase,
    latency: globalThis.hls?.latency ?? (parseFloat(document.getElementById('latency')?.textContent.replace('−', '')) || null),
  };
}

export class Viewer {
  problems = [];
  hosts = {};

  /** @param {object} options `script` runs before the page's own, `prepare` with it; the rest is for Playwright's context */
  static async open(url, { autoplay = false, script = null, prepare = () => {}, ...options } = {}) {
    const viewer = new Viewer();
    viewer.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'viewer-'));
    viewer.context = await chromium.launchPersistentContext(viewer.folder, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
      args: autoplay ? [...FLAGS, '--autoplay-policy=no-user-gesture-required'] : FLAGS, ...options,
    });
    viewer.page = viewer.context.pages()[0] ?? await viewer.context.newPage();
    viewer.page.on('pageerror', error => viewer.problems.push(`error: ${error.message}`));
    viewer.page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) {
        viewer.problems.push(`console: ${message.text()}`);
      }
    });
    viewer.page.on('request', request => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http')) {
        viewer.hosts[host] = (viewer.hosts[host] ?? 0) + 1;
      }
    });
    if (script) {
      await viewer.page.addInitScript(script);
    }
    await prepare(viewer.page);
    viewer.started = Date.now();
    await viewer.page.goto(url);
    return viewer;
  }

  look() {
    return this.page.evaluate(look);
  }

  /** Waits until what the viewer sees is as `check` wants it. */
  async until(check, milliseconds, what) {
    const end = Date.now() + milliseconds;
    for (;;) {
      const seen = await this.look();
      if (seen && check(seen)) {
        return seen;
      }
      if (Date.now() > end) {
        throw new Error(`${what}: not within ${milliseconds} ms; seen: ${JSON.stringify(seen)} ${this.problems.join('; ')}`);
      }
      await this.page.waitForTimeout(20);
    }
  }

  /** The tab sleeps, as a browser or a laptop lets it. */
  async sleep(milliseconds) {
    const debug = await this.context.newCDPSession(this.page);
    await debug.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    await debug.send('Page.setWebLifecycleState', { state: 'active' });
    await debug.detach();
  }

  /** Watches for some seconds; counts as bench/latency and the checks want it. */
  async watch(seconds) {
    const seen = { firstFrameMs: null, playedSeconds: 0, stalls: 0, stalledMs: 0, latency: null, maxLatency: null,
      frames: 0, dropped: 0, size: null };
    let last = 0;
    let moved = 0;
    let stalled = false;
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await this.page.waitForTimeout(SAMPLE_MS)) {
      const now = await this.look();
      const at = Date.now();
      if (!now || now.frames === 0) {
        continue;
      }
      if (seen.firstFrameMs === null) {
        seen.firstFrameMs = at - this.started;
        last = now.time;
        moved = at;
      }
      if (now.time > last + 1e-3) {
        seen.playedSeconds += now.time - last < 2 ? now.time - last : 0;
        seen.stalledMs += stalled ? at - moved : 0;
        [last, moved, stalled] = [now.time, at, false];
      } else if (!stalled && at - moved > STALL_MS) {
        stalled = true;
        seen.stalls++;
      }
      Object.assign(seen, { frames: now.frames, dropped: now.dropped, size: now.size });
      if (now.latency !== null) {
        seen.latency = now.latency;
        seen.maxLatency = Math.max(seen.maxLatency ?? 0, now.latency);
      }
    }
    seen.stalledMs += stalled ? Date.now() - moved : 0;
    return seen;
  }

  async close() {
    await this.context.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
