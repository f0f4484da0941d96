// How many requests may be sent twice. When everything is slow, asking twice makes it slower for everybody: so only a
// small share of requests is hedged, with a few in hand for the moment in which a relay dies.

export class Budget {
  #left;

  /** @param {{share?: number, burst?: number}} limits hedges per request in the long run, and at once */
  constructor({ share = 0.04, burst = 6 } = {}) {
    Object.assign(this, { share, burst });
    this.#left = burst;
  }

  /** A request was made. */
  earn() {
    this.#left = Math.min(this.burst, this.#left + this.share);
  }

  /** @returns {boolean} whether one more may be hedged */
  spend() {
    if (this.#left < 1) {
      return false;
    }
    this.#left--;
    return true;
  }
}
