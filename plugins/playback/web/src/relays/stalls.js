// How often, and for how long, a picture stood still for lack of media.

/** Shorter ones nobody notices; in milliseconds. */
const SHORTEST_MS = 500;

export class Stalls {
  count = 0;
  milliseconds = 0;
  #signals = new AbortController();
  #since = 0;

  /** @param {HTMLMediaElement} video @param {{now: () => number}} clock */
  constructor(video, clock) {
    const on = (types, handler) => types.forEach(type => video.addEventListener(type, handler, { signal: this.#signals.signal }));
    on(['waiting'], () => {
      if (!video.paused && !video.seeking && video.played.length > 0) {
        this.#since ||= clock.now();
      }
    });
    on(['timeupdate', 'playing'], () => {
      if (this.#since && !video.seeking && video.readyState > 2) {
        this.#end(clock.now() - this.#since);
      }
    });
    on(['seeking', 'pause', 'emptied'], () => { this.#since = 0; });
  }

  #end(milliseconds) {
    this.#since = 0;
    if (milliseconds >= SHORTEST_MS) {
      this.count++;
      this.milliseconds += Math.round(milliseconds);
    }
  }

  stop() {
    this.#signals.abort();
  }
}
