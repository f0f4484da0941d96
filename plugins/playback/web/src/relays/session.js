// A viewer's session with the origin: asked for once, renewed with every receipt, made anew when the origin has forgotten
// it. While the origin is away everything stays as it is. Says by events what happens:
//   session  a new one, everything is counted from here      relays  the origin named relays (`relays`)
//   full     the origin has no room, it is asked again       none    this origin has no sessions
import { Backoff } from '../backoff.js';
import { decode, encode } from './base64url.js';

const TIMEOUT_MS = 6000;
/** Early receipts are this far apart at least; in milliseconds. */
const EARLY_MS = 1000;
/** What a receipt interval may be; in milliseconds. */
const SHORTEST_MS = 1000;
const LONGEST_MS = 300000;
const RELAYS = 16;

/** Browsers let a page that came over HTTPS load nothing over HTTP. */
const canReach = protocol => protocol === 'https:' || (protocol === 'http:' && globalThis.location?.protocol !== 'https:');

/** @returns {{node: string, base: string}[]} what can be used of them */
function relaysOf(json, live) {
  const usable = relay => typeof relay?.node === 'string' && relay.node !== '' && URL.canParse(relay.base, live)
    && canReach(new URL(relay.base, live).protocol);
  return (Array.isArray(json) ? json : []).filter(usable).slice(0, RELAYS)
    .map(({ node, base }) => ({ node, base: new URL(base, live).href }));
}

export class Session extends EventTarget {
  #state = null;
  #serial = 0;
  #timer = 0;
  #sentAt = -Infinity;
  /** Whether the origin said that the session is over. */
  #over = false;
  #busy = false;
  #hurry = false;
  #closed = true;
  #retries;

  /**
   * @param {URL} live the stream's folder at the origin, `…/live/{name}/`
   * @param {object} receipts
   * @param {(session: object) => object|null} receipts.body what the next one says; null when there is nothing to sign with
   * @param {(key: Uint8Array, bytes: Uint8Array) => Uint8Array} receipts.mac
   * @param {{fetcher: typeof fetch, clock: object, random: () => number}} tools
   */
  constructor(live, receipts, { fetcher, clock, random }) {
    super();
    Object.assign(this, { live, receipts, fetcher, clock, random });
    this.#retries = new Backoff({ firstMs: 2000, longestMs: 30000, random });
    this.address = new URL(`/api/v1/streams/${live.pathname.split('/')[2]}/sessions`, live).href;
  }

  /** The session that holds; null before the first. */
  get state() {
    return this.#state;
  }

  /** Asks for a session unless there is one. */
  open() {
    if (this.#closed) {
      this.#closed = false;
      this.#ask();
    }
  }

  /** The origin does not know the session any more: a new one is asked for. */
  forget() {
    if (this.#state && !this.#closed) {
      this.#state = null;
      this.#later(this.#retries.next());
    }
  }

  /** Has the next receipt sent as soon as may be: something went wrong. */
  hurry() {
    if (this.#state && !this.#over && !this.#closed && !this.#hurry) {
      this.#hurry = true;
      this.#later(Math.max(0, this.#sentAt + EARLY_MS - this.clock.now()));
    }
  }

  /** The page goes away: one last receipt that outlives it. Should it come back, it asks for a new session. */
  leave() {
    if (this.#state && !this.#over && !this.#closed) {
      this.#send({ keepalive: true }, { over: true })?.catch(() => {});   // nobody is left to hear of it
      this.#over = true;
      this.#later(this.#retries.next());
    }
  }

  /** No more receipts; the next `open` asks for a new session. */
  close() {
    this.#closed = true;
    this.#state = null;
    this.clock.clearTimeout(this.#timer);
  }

  #later(milliseconds) {
    this.clock.clearTimeout(this.#timer);
    if (!this.#closed) {
      this.#timer = this.clock.setTimeout(() => (this.#state && !this.#over ? this.#renew() : this.#ask()), milliseconds);
    }
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async #ask() {
    let response;
    try {
      response = await this.fetcher(this.address, { method: 'POST', cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.ok) {
        this.#take(await response.json());
        return;
      }
    } catch {
      this.#later(this.#retries.next());   // away, or not itself: the picture comes without a session meanwhile
      return;
    }
    if (response.status === 503) {
      const wanted = 1000 * Number(response.headers.get('Retry-After') ?? 0);
      this.#tell('full');
      this.#later(Math.max(this.#retries.next(), Math.min(LONGEST_MS, wanted || 0) * (1 + this.random() / 4)));
    } else if (response.status === 404 && !this.#state) {
      this.#closed = true;
      this.#tell('none');
    } else {
      this.#later(this.#retries.next());
    }
  }

  #take(json) {
    const [receiptKey, originKey] = [decode(json.receiptKey), decode(json.originKey)];
    if (typeof json.session !== 'string' || receiptKey?.length !== 32 || originKey?.length !== 32) {
      throw new Error('sessions: the answer has no session or no keys');
    }
    this.#retries.reset();
    this.#serial = 0;
    this.#over = false;
    this.#state = { session: json.session, receiptKey, originKey };
    this.#tell('session');
    this.#refresh(json);
  }

  /** What both a new session and the answer to a receipt bring. */
  #refresh(json) {
    const relays = relaysOf(json.relays, this.live);
    const millis = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Number(json.receiptMillis) || LONGEST_MS));
    const origin = URL.canParse(json.origin, this.live) ? new URL(json.origin, this.live).href : this.live.href;
    Object.assign(this.#state, { nonce: String(json.nonce), origin, relays, receiptMillis: millis });
    this.#tell('relays', relays);
    if (!this.#hurry) {
      this.#later(millis * (0.95 + this.random() / 10));
    }
  }

  async #renew() {
    if (this.#busy) {
      this.#later(EARLY_MS);
      return;
    }
    this.#busy = true;
    this.#hurry = false;
    try {
      const response = await this.#send({ signal: AbortSignal.timeout(TIMEOUT_MS) });
      await (response ? this.#renewed(response) : this.#later(EARLY_MS));
    } catch {
      this.#later(this.#retries.next());   // the origin is away: relays go on
    } finally {
      this.#busy = false;
    }
  }

  async #renewed(response) {
    if (response.ok) {
      this.#retries.reset();
      this.#refresh(await response.json());
    } else if (response.status === 410 || response.status === 404) {
      // All of an origin's viewers learn this at the same moment: they come back one by one.
      this.#over = true;
      this.#later(this.#retries.next());
    } else {
      this.#later(this.#retries.next());
    }
  }

  /** @returns {Promise<Response>|null} null when there is nothing to sign with yet */
  #send(init, more = {}) {
    const body = this.receipts.body(this.#state);
    if (body === null) {
      return null;
    }
    this.#sentAt = this.clock.now();
    const bytes = new TextEncoder().encode(JSON.stringify({ serial: ++this.#serial, ...body, ...more }));
    const mac = encode(this.receipts.mac(this.#state.receiptKey, bytes));
    // Plain text needs no question beforehand (CORS preflight) from a page of another origin.
    return this.fetcher(`${this.address}/${encodeURIComponent(this.#state.session)}/receipts?mac=${mac}`,
      { method: 'POST', body: bytes, headers: { 'Content-Type': 'text/plain' }, cache: 'no-store', ...init });
  }
}
