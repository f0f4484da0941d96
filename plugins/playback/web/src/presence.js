// Who is live. The server's events (SSE) bring news at once; asking now and then covers what events cannot: a server
// that was away, a laptop that slept, a proxy that swallows event streams.
//
// Events are held open only while somebody waits for news: a browser has six connections per server for all its tabs.
import { fetchStreams } from './api.js';
import { Backoff } from './backoff.js';

const EVENTS = ['stream-started', 'stream-stopped'];
/** Asking with no event stream, with one, and while nobody waits for news; in milliseconds. */
const ASK = { blind: 3000, listening: 10000, calm: 10000 };

export class Presence extends EventTarget {
  #attentive = false;
  #source = null;
  #timer = 0;
  #asking = null;
  #reopen = new Backoff({ firstMs: 1000, longestMs: 15000 });
  #reopenTimer = 0;

  constructor({ fetcher = fetchStreams, EventSourceClass = globalThis.EventSource, clock = globalThis } = {}) {
    super();
    this.fetcher = fetcher;
    this.EventSourceClass = EventSourceClass;
    this.clock = clock;
  }

  /** Whether somebody waits for news. The first call starts everything. */
  set attentive(wanted) {
    const changed = wanted !== this.#attentive;
    this.#attentive = wanted;
    if (wanted) {
      this.#open();
    } else {
      this.#close();
    }
    if (changed || !this.#timer) {
      this.#schedule();
    }
  }

  /**
   * Asks the server now, or joins the question that is under way. Tells with an event: `streams` (detail: all streams)
   * or `unreachable`.
   * @returns {Promise<boolean>} whether the server answered
   */
  ask() {
    this.#asking ??= this.#askOnce().finally(() => {
      this.#asking = null;
      this.#schedule();
    });
    return this.#asking;
  }

  async #askOnce() {
    this.clock.clearTimeout(this.#timer);
    let streams;
    try {
      streams = await this.fetcher();
    } catch {
      this.dispatchEvent(new Event('unreachable'));
      return false;
    }
    this.dispatchEvent(new CustomEvent('streams', { detail: streams }));
    return true;
  }

  #schedule() {
    this.clock.clearTimeout(this.#timer);
    const listening = this.#source?.readyState === 1;
    const pause = !this.#attentive ? ASK.calm : listening ? ASK.listening : ASK.blind;
    this.#timer = this.clock.setTimeout(() => this.ask(), pause * (0.9 + Math.random() * 0.2));
  }

  #open() {
    if (this.#source || !this.EventSourceClass) {
      return;
    }
    const source = new this.EventSourceClass('/api/v1/events');
    this.#source = source;
    const news = () => this.ask();
    source.addEventListener('open', () => {
      this.#reopen.reset();
      this.ask();   // something may have happened while nobody listened
    });
    EVENTS.forEach(type => source.addEventListener(type, news));
    source.addEventListener('error', () => {
      if (source.readyState === 2 && this.#source === source) {   // the browser gave up: it got no event stream
        this.#close();
        this.#reopenTimer = this.clock.setTimeout(() => this.#attentive && this.#open(), this.#reopen.next());
      }
      this.#schedule();
    });
  }

  #close() {
    this.clock.clearTimeout(this.#reopenTimer);
    this.#source?.close();
    this.#source = null;
  }
}
