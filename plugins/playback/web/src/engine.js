// The engines that bring a stream into the video element. Both say by events what happens to it:
//   playing  the picture moves            dry     it ran out of media
//   ended    the last frame was shown     failed  this attempt is over, a fresh one may do better
import Hls from 'hls.js/light';
import { Pace } from './pace.js';

/** Media errors that are mended in place before an attempt counts as failed, in this many milliseconds. */
const MENDINGS = 2;
const MENDING_WINDOW_MS = 10000;
/** A picture that stands still is dry after the first two of these pauses and failed after the last. */
const STILL = [[1500, 'dry'], [3000, 'dry'], [4500, 'failed']];
/** A first picture that has not come after this long: failed. */
const NOTHING = [[12000, 'failed']];
/** Within this distance of the target the badge says "live"; in seconds. */
const EDGE_SLACK = 1.5;

/** Going back is offered when there is more than this to go back to: more than any server's usual window; in seconds. */
const REWIND_FROM = 45;

/** For hls.js: as close to the live moment as the playlist allows, and gently back to it. */
export const HLS_CONFIG = {
  lowLatencyMode: true,
  enableWorker: false,            // fMP4 needs no remuxing: a worker would only delay the first frame
  liveDurationInfinity: true,     // the controls know a live stream by its endless duration
  maxLiveSyncPlaybackRate: 1,     // its own catching up flutters several times a second: see pace.js
  liveSyncOnStallIncrease: 0.3,
  backBufferLength: 30,
  maxBufferLength: 20,
  abrEwmaDefaultEstimate: 5e6,
  enableInterstitialPlayback: false,
  startFragPrefetch: true,
};

/** How often hls.js asks again, and after how long, where the loader has already asked everybody there is. */
const AGAIN = {
  timeoutRetry: { maxNumRetry: 8, retryDelayMs: 0, maxRetryDelayMs: 0 },
  errorRetry: {
    maxNumRetry: 6, retryDelayMs: 250, maxRetryDelayMs: 1000,
    // hls.js takes an answer that did not come for final.
    shouldRetry: ({ maxNumRetry }, count, isTimeout, response, usual) => usual || (!response?.code && count < maxNumRetry),
  },
};

/** For hls.js with the hedged loader: a silent machine is the loader's business long before these times. */
const RELAYS_CONFIG = {
  playlistLoadPolicy: { default: { maxTimeToFirstByteMs: 6000, maxLoadTimeMs: 10000, ...AGAIN } },
  fragLoadPolicy: { default: { maxTimeToFirstByteMs: 5000, maxLoadTimeMs: 20000, ...AGAIN } },
};

/** What both engines share: watching the video element. */
class Engine extends EventTarget {
  #signals = new AbortController();
  #timer = 0;

  constructor(video) {
    super();
    this.video = video;
    const on = (type, handler) => video.addEventListener(type, handler, { signal: this.#signals.signal });
    on('playing', () => this.#expect());
    on('timeupdate', () => {
      if (!video.seeking && video.readyState > 2) {
        this.tell('playing');
        this.#expect();
      }
    });
    on('loadeddata', () => {
      if (video.paused) {   // the browser waits for a person's press on the play button
        clearTimeout(this.#timer);
        this.tell('playing');
      }
    });
    on('pause', () => clearTimeout(this.#timer));
    on('ended', () => this.tell('ended'));
    this.#arm(NOTHING);
  }

  /** Calls back a few times a second while the picture moves. */
  onProgress(handler) {
    this.video.addEventListener('timeupdate', handler, { signal: this.#signals.signal });
  }

  tell(type) {
    if (!this.#signals.signal.aborted) {
      this.dispatchEvent(new Event(type));
    }
  }

  #expect() {
    this.#arm(STILL);
  }

  #arm([[pause, type], ...later]) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (later.length) {
        this.#arm(later);
      }
      this.tell(type);
    }, pause);
  }

  /** Whether the server keeps so much that going back is worth offering. */
  get canRewind() {
    const { seekable } = this.video;
    return seekable.length > 0 && seekable.end(seekable.length - 1) - seekable.start(0) >= REWIND_FROM;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#signals.abort();
  }
}

class HlsEngine extends Engine {
  #hls;
  #mended = [];
  #pace = new Pace();

  /** @param {object} options more for hls.js */
  constructor(video, url, options) {
    super(video);
    this.#hls = new Hls({ ...HLS_CONFIG, ...options });
    this.#hls.on(Hls.Events.ERROR, (_, error) => this.#onError(error));
    this.onProgress(() => this.#keepPace());
    this.#hls.loadSource(url);
    this.#hls.attachMedia(video);
  }

  #onError(error) {
    if (!error.fatal) {
      return;
    }
    const now = performance.now();
    this.#mended = this.#mended.filter(at => now - at < MENDING_WINDOW_MS);
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR && this.#mended.length < MENDINGS) {
      this.#mended.push(now);
      this.#hls.recoverMediaError();
    } else {
      this.tell('failed');
    }
  }

  #keepPace() {
    const { video } = this;
    const { buffered } = video;
    const rate = this.#pace.next({
      target: this.#hls.latestLevelDetails?.partTarget ? this.#hls.targetLatency : null,
      latency: this.#hls.latency,
      ahead: buffered.length ? buffered.end(buffered.length - 1) - video.currentTime : 0,
    });
    if (video.playbackRate !== rate) {
      video.playbackRate = rate;
    }
  }

  /** Seconds behind the live moment; NaN while unknown. */
  get latency() {
    return this.#hls.latency > 0 ? this.#hls.latency : NaN;
  }

  get atLiveEdge() {
    const behind = this.#hls.latency - (this.#hls.targetLatency ?? 0);
    return !this.video.paused && behind < EDGE_SLACK;
  }

  toLive() {
    if (this.#hls.liveSyncPosition !== null) {
      this.video.currentTime = this.#hls.liveSyncPosition;
    }
  }

  stop() {
    super.stop();
    this.video.playbackRate = 1;
    this.#hls.destroy();
  }
}

/** The browser's own HLS, where there is no Media Source Extensions (older iPhones). */
class NativeEngine extends Engine {
  constructor(video, url) {
    super(video);
    this.failed = () => this.tell('failed');
    video.addEventListener('error', this.failed);
    video.src = url;
    video.load();
  }

  get latency() {
    const started = this.video.getStartDate?.().getTime();
    return started ? (Date.now() - started) / 1000 - this.video.currentTime : NaN;
  }

  get atLiveEdge() {
    const { seekable } = this.video;
    return !this.video.paused && (!seekable.length || seekable.end(seekable.length - 1) - this.video.currentTime < 10);
  }

  toLive() {
    const { seekable } = this.video;
    if (seekable.length) {
      this.video.currentTime = seekable.end(seekable.length - 1);
    }
  }

  stop() {
    super.stop();
    this.video.removeEventListener('error', this.failed);
    this.video.removeAttribute('src');
    this.video.load();
  }
}

/** Whether any engine runs in this browser. */
export function canPlay(video) {
  return Hls.isSupported() || video.canPlayType('application/vnd.apple.mpegurl') !== '';
}

/** hls.js with relays: these bring what it asks for, and learn how the picture fares. */
function startHedged(video, url, relays, options) {
  // All machines have the same one rendition: the multivariant playlist would only name it once for each of them.
  const source = url.endsWith('/rewind.m3u8') ? url : relays.source;
  const engine = new HlsEngine(video, source, { ...RELAYS_CONFIG, loader: relays.Loader, ...options });
  relays.open();
  relays.watch(video, () => engine.latency);
  return engine;
}

/**
 * A fresh attempt to play `url` in `video`.
 *
 * @param {object} [how] more for hls.js, and
 * @param {import('./relays/relays.js').Relays|null} [how.relays] what carries the stream; null: everything comes from the origin
 */
export function startEngine(video, url, { relays = null, ...options } = {}) {
  if (!Hls.isSupported()) {
    return new NativeEngine(video, url);
  }
  return relays ? startHedged(video, url, relays, options) : new HlsEngine(video, url, options);
}
