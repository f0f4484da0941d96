// The player page: joins the session table, the engine, the presence of the stream and the view.
import { Backoff } from './backoff.js';
import { copyButton } from './clipboard.js';
import { canPlay, startEngine } from './engine.js';
import { actionOf } from './keys.js';
import { Presence } from './presence.js';
import { Relays } from './relays/relays.js';
import { attentive, step } from './session.js';
import { play, turnOn, watchSound } from './sound.js';
import { announce, showCarriers, showPhase, showPosition, showStream } from './view.js';

const name = document.body.dataset.stream;
const { playlist, friends } = document.body.dataset;
const video = document.getElementById('video');
const controller = document.getElementById('player');

const LOOK_MS = 250;
const SEEK_SECONDS = 5;
const VOLUME_STEP = 0.1;
/** The controls and the facts come after the picture, but no later than this; in milliseconds. */
const PICTURE_FIRST_MS = 1500;
/** A computer or a tab that slept leaves a gap between two looks at the clock; in milliseconds. */
const SLEPT_MS = 3000;
/** After a sleep, who watched live is brought back to within this distance; in seconds. */
const TOO_FAR = 4;
/** How long after waking it takes at most until the distance is known again; in milliseconds. */
const WAKING_MS = 15000;

const presence = new Presence();
const relays = friends === 'yes' ? new Relays(`/live/${name}/`) : null;
const retries = new Backoff({ firstMs: 500, longestMs: 10000 });
let phase = document.body.dataset.state === 'live' ? 'connecting' : 'waiting';
let engine = null;
let retryTimer = 0;
let settled = false;
let lookedAt = Date.now();
let watchedLive = false;
let wakingUntil = 0;

function tell(event) {
  const next = step(phase, event);
  phase = next.phase;
  showPhase(phase);
  if (event === 'playing') {
    retries.reset();
  }
  if (phase !== 'connecting') {
    settle();
  }
  presence.attentive = attentive(phase);
  if (phase === 'waiting' || phase === 'ended') {
    relays?.close();
  }
  ({ start, stop, retry, ask: () => presence.ask() })[next.action]?.();
}

/** All that can wait until the picture is there, or until it is known that there is none. */
function settle() {
  if (!settled) {
    settled = true;
    presence.ask();
    import('./trust.js').then(trust => relays && Object.assign(relays, { trust }), () => {});   // not to be had: no relays
    import('./controls.js').catch(() => { video.controls = true; });   // not to be had: the browser has some of its own
  }
}

function start() {
  stop();
  if (!canPlay(video)) {
    showPhase('unplayable');
    return;
  }
  engine = startEngine(video, playlist, { relays });
  const current = engine;
  for (const type of ['playing', 'dry', 'ended', 'failed']) {
    engine.addEventListener(type, () => current === engine && tell(type));
  }
  play(video);
}

function stop() {
  clearTimeout(retryTimer);
  retryTimer = 0;
  engine?.stop();
  engine = null;
}

function retry() {
  if (!retryTimer) {
    retryTimer = setTimeout(async () => {
      retryTimer = 0;
      const answered = await presence.ask();   // a stream that is over or gone needs no fresh engine
      if (phase === 'lost' || phase === 'stalled') {
        (answered || relays?.carriers.length ? start : retry)();
      }
    }, retries.next());
  }
}

function togglePlay() {
  if (video.paused) {
    play(video);
  } else {
    video.pause();
  }
}

function seek(seconds) {
  const { seekable } = video;
  if (seekable.length) {
    const last = seekable.length - 1;
    video.currentTime = Math.min(seekable.end(last), Math.max(seekable.start(0), video.currentTime + seconds));
  }
}

function changeVolume(by) {
  if (by > 0 && video.muted) {
    turnOn(video);
  }
  video.volume = Math.min(1, Math.max(0, Math.round((video.volume + by) * 10) / 10));
  announce(`Volume ${Math.round(video.volume * 100)} %`);
}

function toggleFullscreen() {
  if (document.fullscreenElement) {
    document.exitFullscreen();
  } else if (controller.requestFullscreen) {
    controller.requestFullscreen().catch(() => {});   // refused: the picture stays where it is
  } else {
    video.webkitEnterFullscreen?.();
  }
}

const ACTIONS = {
  play: togglePlay,
  mute: () => (video.muted ? turnOn(video) : video.muted = true),
  fullscreen: toggleFullscreen,
  live: () => engine?.toLive(),
  louder: () => changeVolume(VOLUME_STEP),
  quieter: () => changeVolume(-VOLUME_STEP),
  back: () => seek(-SEEK_SECONDS),
  forward: () => seek(SEEK_SECONDS),
};

function listen() {
  presence.addEventListener('streams', ({ detail: streams }) => {
    const stream = streams.find(candidate => candidate.name === name);
    showStream(stream);
    tell({ live: 'stream-live', interrupted: 'stream-interrupted' }[stream?.state] ?? 'stream-gone');
  });
  presence.addEventListener('unreachable', () => tell('server-lost'));
  relays?.addEventListener('full', () => tell('full'));
  relays?.addEventListener('room', () => tell('room'));

  document.addEventListener('keydown', event => {
    const path = event.composedPath().filter(node => node.localName).map(node => node.localName);
    const action = actionOf(event, path);
    if (action) {
      event.preventDefault();
      controller.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));   // wakes the controls
      ACTIONS[action]();
    }
  });
  document.getElementById('live').addEventListener('click', () => {
    engine?.toLive();
    play(video);
  });

  // Who went on after a pause wants to see what is live now, unless the server keeps what was missed.
  video.addEventListener('play', () => engine && !engine.canRewind && engine.toLive());

  document.addEventListener('visibilitychange', awake);
  globalThis.addEventListener('online', awake);
  globalThis.addEventListener('pageshow', event => event.persisted && awake());
}

/** Something was missed, perhaps: the stream's state is asked for, and who watched live does so again. */
function awake() {
  if (document.visibilityState === 'visible') {
    presence.ask();
    wakingUntil = watchedLive ? Date.now() + WAKING_MS : 0;
  }
}

function look() {
  const now = Date.now();
  if (now - lookedAt > SLEPT_MS) {
    awake();
  }
  lookedAt = now;
  if (now < wakingUntil && !video.paused && engine?.latency > TOO_FAR) {
    wakingUntil = 0;
    engine.toLive();
  }
  // Before the first picture a distance would be one from the beginning of time.
  showPosition(phase === 'connecting' ? null : engine);
  showCarriers(phase === 'live' || phase === 'stalled' ? relays?.carriers ?? [] : []);
  if (now > wakingUntil) {
    watchedLive = engine?.atLiveEdge ?? false;
  }
}

function offerAddresses() {
  const field = document.getElementById('address');
  field.value = new URL(`/live/${name}.m3u8`, location.href).href;
  copyButton(document.getElementById('copy-address'), () => field.value, field, announce);
  copyButton(document.getElementById('share'), () => location.origin + location.pathname, null, announce);
}

showPhase(phase);
if (phase === 'connecting') {
  start();
}
watchSound(video, document.getElementById('unmute'));
offerAddresses();
listen();
presence.attentive = attentive(phase);
setTimeout(settle, phase === 'connecting' ? PICTURE_FIRST_MS : 0);
setInterval(look, LOOK_MS);
