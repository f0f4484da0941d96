// Waiting times that double, with jitter so that a thousand pages do not come back in the same moment.

export class Backoff {
  #attempt = 0;

  constructor({ firstMs, longestMs, random = Math.random }) {
    Object.assign(this, { firstMs, longestMs, random });
  }

  /** The next waiting time in milliseconds: between half and the whole of a step that doubles up to the longest. */
  next() {
    const step = Math.min(this.longestMs, this.firstMs * 2 ** Math.min(this.#attempt++, 16));
    return Math.round(step * (0.5 + this.random() / 2));
  }

  reset() {
    this.#attempt = 0;
  }
}
