// Whether the player has put away what it was given last. hls.js (1.7.4) takes a segment for buffered whole when a playlist
// closes it while one of its parts is on the way into the buffer; it never asks for the rest then, and the picture stands
// still. So a playlist waits until the part before it lies in the buffer.

/** A playlist waits no longer than this; in milliseconds. */
const LONGEST_MS = 400;
/** What was given so long ago lies in the buffer when that has changed since; in milliseconds. */
const USUAL_MS = 100;
/** Several parts that were given at once lie in the buffer when it did not change for so long; in milliseconds. */
const QUIET_MS = 30;
const LOOK_MS = 10;

function secondsIn({ buffered }) {
  let seconds = 0;
  for (let i = 0; i < buffered.length; i++) {
    seconds += buffered.end(i) - buffered.start(i);
  }
  return seconds;
}

export class Intake {
  #video = null;
  #given = 0;
  /** Seconds in the buffer when something was given; null when all that was given is put away. */
  #before = null;

  /** @param {{now: () => number, setTimeout: Function}} clock */
  constructor(clock) {
    this.clock = clock;
  }

  /** Whose buffer it is. @param {HTMLMediaElement|null} video */
  watch(video) {
    this.#video = video;
    this.#before = null;
  }

  /** The player is given media. */
  give() {
    if (this.#video) {
      this.#given = this.clock.now();
      this.#before ??= secondsIn(this.#video);
    }
  }

  /** Settles when the player has put away what it was given, or takes too long. */
  async settled() {
    const end = this.clock.now() + LONGEST_MS;
    let seen = NaN;
    let since = this.#given + USUAL_MS - QUIET_MS;
    while (this.#before !== null && this.clock.now() < end) {
      const seconds = secondsIn(this.#video);
      if (seconds !== seen) {
        since = Number.isNaN(seen) ? since : this.clock.now();
        seen = seconds;
      }
      if (seconds !== this.#before && this.clock.now() - since >= QUIET_MS) {
        break;
      }
      await new Promise(resolve => this.clock.setTimeout(resolve, LOOK_MS));
    }
    this.#before = null;
  }
}
