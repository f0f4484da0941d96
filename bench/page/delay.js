// Plays a stream with the player page's own engine and reads from each picture which frame of the clip it is: ten
// blocks of 32 x 32 pixels in the top left corner, lowest bit first. The publisher's start time tells when that frame
// was sent, the browser when it is shown; both use the clock of this machine. Posts what it saw and closes.
import { startEngine } from '../../plugins/playback/web/src/engine.js';

const query = new URLSearchParams(location.search);
const started = Number(query.get('started')) / 1000;   // ms since 1970: the beginning of the clip
const loop = Number(query.get('loop'));                // ms
const seconds = Number(query.get('seconds'));
const video = document.querySelector('video');
const canvas = new OffscreenCanvas(320, 1);
const pixels = canvas.getContext('2d', { willReadFrequently: true });
const seen = { firstFrameMs: null, delaysMs: [], stalls: 0, errors: [], engineDelay: null };

function frameNumber() {
  pixels.drawImage(video, 0, 16, 320, 1, 0, 0, 320, 1);
  const row = pixels.getImageData(0, 0, 320, 1).data;
  let number = 0;
  for (let bit = 0; bit < 10; bit++) {
    number += row[(bit * 32 + 16) * 4] > 125 ? 1 << bit : 0;
  }
  return number;
}

function shown(now, frame) {
  seen.firstFrameMs ??= performance.now();
  const due = performance.timeOrigin + frame.expectedDisplayTime - started - frameNumber() * 1000 / 30;
  seen.delaysMs.push(((due % loop) + loop) % loop);
  video.requestVideoFrameCallback(shown);
}

/** What the engine complains about while it plays; the rest of what it says is nobody's concern. */
const complaint = (...words) => seen.errors.push(words.map(String).join(' '));
const quiet = () => {};

video.requestVideoFrameCallback(shown);
video.addEventListener('waiting', () => { seen.stalls += seen.firstFrameMs === null ? 0 : 1; });
video.addEventListener('error', () => complaint('video element:', video.error.message));
const engine = startEngine(video, query.get('url'),
  { debug: { log: quiet, debug: quiet, info: quiet, trace: quiet, warn: complaint, error: complaint } });
engine.addEventListener('failed', () => complaint('the engine gave up'));
setTimeout(() => {
  seen.engineDelay = engine.latency;
  fetch('/seen', { method: 'POST', body: JSON.stringify(seen) });
}, seconds * 1000);
