// How fast the picture runs: a little faster while it is needlessly far behind the live moment, otherwise as recorded.
// A change of pace can be heard when it comes often, so between starting and stopping to catch up lies a wide gap.

/** Faster by a twentieth: the browser keeps the pitch, and nobody notices. */
const FASTER = 1.05;
/** Distances beyond the server's target at which catching up starts and is done; in seconds. */
const FAR = 0.65;
const NEAR = 0.4;
/** Who is this far beyond the target went back on purpose; in seconds. */
const ELSEWHERE = 6;
/** Media that must be there to start to catch up, and to go on with it; in seconds. */
const AMPLE = 0.7;
const SCARCE = 0.45;

export class Pace {
  #catchingUp = false;

  /**
   * The playback rate from now on.
   * @param {{target: number|null, latency: number, ahead: number}} now in seconds: the distance from the live moment that
   *   the server recommends, null when it does not offer low latency; the distance there is; and the media in hand
   */
  next({ target, latency, ahead }) {
    const excess = latency - target;
    if (target === null || !(latency > 0) || excess > ELSEWHERE) {
      this.#catchingUp = false;
    } else if (this.#catchingUp) {
      this.#catchingUp = excess > NEAR && ahead > SCARCE;
    } else {
      this.#catchingUp = excess > FAR && ahead > AMPLE;
    }
    return this.#catchingUp ? FASTER : 1;
  }
}
