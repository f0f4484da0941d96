// Plays a stream as the player page does (same engine settings) and reads from each picture which frame of the clip it
// is: ten blocks of 32 x 32 pixels in the top left corner, lowest bit first. The publisher's start time tells when that
// frame was sent, the browser when it is shown; both use the clock of this machine. Posts what it saw and closes.
import Hls from './hls.js';
import { HLS_CONFIG } from './engine.js';

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

video.requestVideoFrameCallback(shown);
video.addEventListener('waiting', () => { seen.stalls += seen.firstFrameMs === null ? 0 : 1; });
const hls = new Hls(HLS_CONFIG);
hls.on(Hls.Events.ERROR, (event, data) => seen.errors.push(data.details + (data.fatal ? ' (fatal)' : '')));
hls.loadSource(query.get('url'));
hls.attachMedia(video);
setTimeout(() => {
  seen.engineDelay = hls.latency;
  fetch('/seen', { method: 'POST', body: JSON.stringify(seen) });
}, seconds * 1000);
