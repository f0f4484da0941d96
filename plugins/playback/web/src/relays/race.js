// One request to several machines: the first is asked; who is silent for too long is overtaken by the next, who fails is
// followed by the next at once. The first whole answer that passes the check wins, and the others are cut off.
import { fetchBody, HttpError } from './body.js';

/** A machine may fall silent in mid-answer for this long; in milliseconds. */
export const SILENCE_MS = 250;
/** A browser that was busy hears of timers and of answers at once, in any order: answers get this much more time. */
const GRACE_MS = 50;
/** Without a hedge to spare, a silent machine is given up after this much more; in milliseconds. */
const GIVE_UP_MS = 1250;

/** An answer that did not come from the origin, whatever it is. */
export class Wrong extends Error {}

/**
 * @typedef {object} Source
 * @property {string} node  empty for the origin
 * @property {string} url
 *
 * @typedef {object} Answer
 * @property {Source} source
 * @property {Response} response
 * @property {Uint8Array} bytes
 * @property {number} asked      when this source was asked, by the clock
 * @property {number} first      when its first byte came
 *
 * @typedef {object} Outcome
 * @property {Answer|null} answer   null when nobody gave one
 * @property {Source[]} asked       everybody who was
 * @property {Source[]} overtaken   who was silent until a later one had answered
 * @property {{source: Source, error: Error}[]} failed
 */

export class Race {
  #sources;
  #runners = [];
  #failed = [];
  #finish;
  #over = false;

  /**
   * @param {Source[]} sources  in the order in which they are asked
   * @param {object} how
   * @param {number} how.patienceMs  until the first byte
   * @param {number} how.wholeMs     from the first byte until the last; slower than this is late as well
   * @param {Record<string, string>} how.headers
   * @param {(answer: Answer) => void} how.check    throws what is wrong with an answer
   * @param {() => boolean} how.maySpend            asked before a late machine is overtaken
   * @param {() => void} how.heard                  called at the first byte of anybody
   * @param {{fetcher: typeof fetch, clock: object}} tools
   */
  constructor(sources, how, { fetcher, clock }) {
    this.#sources = sources;
    Object.assign(this, { how, fetcher, clock });
  }

  /** @returns {Promise<Outcome>} never rejected; never settled after `abort` */
  run() {
    return new Promise(resolve => {
      this.#finish = resolve;
      this.#askNext();
    });
  }

  /** Cuts everybody off. @returns {Source[]} who was silent for too long when it happened */
  abort() {
    this.#over = true;
    this.#runners.forEach(runner => this.#drop(runner));
    return this.#runners.filter(runner => runner.late).map(runner => runner.source);
  }

  #askNext() {
    const source = this.#sources[this.#runners.length];
    if (source) {
      const now = this.clock.now();
      const runner = { source, abort: new AbortController(), asked: now, first: 0, heard: now, late: false, lost: false, timer: 0 };
      this.#runners.push(runner);
      this.#expect(runner, this.how.patienceMs);
      this.#ask(runner);
    }
    return source !== undefined;
  }

  async #ask(runner) {
    const { source, abort } = runner;
    try {
      const { response, bytes } = await fetchBody(source.url, {
        fetcher: this.fetcher, heard: () => this.#heard(runner),
        init: { headers: this.how.headers, credentials: 'same-origin', mode: 'cors', signal: abort.signal },
      });
      this.#answered({ source, response, bytes, asked: runner.asked, first: runner.first }, runner);
    } catch (error) {
      this.#lost(runner, error);
    }
  }

  #heard(runner) {
    if (this.#over || runner.lost) {
      return;
    }
    const now = this.clock.now();
    runner.heard = now;
    if (runner.first === 0) {
      runner.first = now;
      this.how.heard();
    }
    this.#expect(runner, Math.min(SILENCE_MS, Math.max(0, runner.first + this.how.wholeMs - now)));
  }

  /** A sign of life is due. */
  #expect(runner, milliseconds) {
    this.clock.clearTimeout(runner.timer);
    if (!runner.late) {
      const due = this.clock.now() + milliseconds;
      runner.timer = this.clock.setTimeout(() => {
        if (this.clock.now() > due + GRACE_MS) {
          runner.timer = this.clock.setTimeout(() => this.#late(runner), GRACE_MS);
        } else {
          this.#late(runner);
        }
      }, milliseconds);
    }
  }

  #late(runner) {
    runner.late = true;
    if (runner !== this.#runners.at(-1) || this.#runners.length === this.#sources.length) {
      return;   // somebody else is on it already, or there is nobody
    }
    if (this.how.maySpend()) {
      this.#askNext();
    } else {
      this.#giveUpLater(runner);
    }
  }

  /** Who is slow but not silent goes on: to begin again elsewhere would take longer. */
  #giveUpLater(runner) {
    runner.timer = this.clock.setTimeout(() => {
      if (this.clock.now() - runner.heard < SILENCE_MS) {
        this.#giveUpLater(runner);
      } else {
        this.#drop(runner);
        this.#askNext();
      }
    }, GIVE_UP_MS);
  }

  #drop(runner) {
    runner.lost = true;
    this.clock.clearTimeout(runner.timer);
    runner.abort.abort();
  }

  #answered(answer, runner) {
    if (this.#over || runner.lost) {
      return;
    }
    this.how.check(answer);
    const overtaken = this.#runners.slice(0, this.#runners.indexOf(runner)).filter(other => other.late);
    const failed = new Set(this.#failed.map(({ source }) => source));
    this.abort();
    this.#end(answer, overtaken.map(other => other.source).filter(source => !failed.has(source)));
  }

  #lost(runner, error) {
    if (this.#over || runner.lost) {
      return;
    }
    this.#drop(runner);
    this.#failed.push({ source: runner.source, error });
    const newest = runner === this.#runners.at(-1);
    if (!(newest && this.#askNext()) && this.#runners.every(other => other.lost)) {
      this.#over = true;
      this.#end(null, []);
    }
  }

  #end(answer, overtaken) {
    this.#finish({ answer, asked: this.#runners.map(runner => runner.source), overtaken, failed: this.#failed });
  }
}

/** The HTTP status for hls.js of a race that nobody won: the last one there was, 0 for none. */
export function statusOf({ failed }) {
  return failed.findLast(({ error }) => error instanceof HttpError)?.error.status ?? 0;
}
