// A stream that friends carry, for one viewer: the session with the origin, the choice among relays, the check of every
// byte that comes from one, and the receipts. Until the session has answered, everything comes from the origin as if
// there were no relays; while the origin is away, everything comes from relays.
import { addressOf } from './address.js';
import { Budget } from './budget.js';
import { HttpError } from './body.js';
import { Intake } from './intake.js';
import { loaderFor } from './loader.js';
import { factsOf, flawOf as flawOfPlaylist } from './playlist.js';
import { Race, SILENCE_MS, Wrong } from './race.js';
import { flawOf, HEADER } from './record.js';
import { Roster } from './roster.js';
import { Session } from './session.js';
import { Stalls } from './stalls.js';
import { Tally } from './tally.js';
import { Timeline } from './timeline.js';

/** Relays that one request may go to, one after the other, before it goes to the origin. */
const RELAYS_PER_REQUEST = 3;
/** No playlist says yet how long a part is; in milliseconds. */
const USUAL_PART_MS = 500;
const USUAL_TARGET_MS = 2000;
/** Segments that every relay has: what is older may be the origin's recording. */
const RECENT_SEGMENTS = 5;
/** Initialisations that are kept, so that a fresh attempt needs no origin. */
const INITS = 4;
/** Who delivered within this time carries the stream; in milliseconds. */
const CARRYING_MS = 10000;
/** What makes a node gone for a while. */
const GONE = new Set([403, 410, 503]);

const TOOLS = {
  fetcher: (...request) => fetch(...request),
  clock: {
    now: () => performance.now(),
    setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
    clearTimeout: timer => clearTimeout(timer),
  },
  random: Math.random,
};

/** A playlist as it continues what the player has. */
function fitted(answer, timeline) {
  const text = new TextDecoder().decode(answer.bytes);
  const fit = timeline.take(answer.source.node, text);
  return fit === text ? answer : { ...answer, bytes: new TextEncoder().encode(fit) };
}

/** Events: `full` (the origin has no room; it is asked again), `room` (there is room after all). */
export class Relays extends EventTarget {
  /** For hls.js: `new Hls({ loader: relays.Loader })`. */
  Loader = loaderFor(this);
  #tools;
  #trust = null;
  #session;
  #roster;
  #tally = new Tally();
  #budget = new Budget();
  #facts = { partTargetMs: USUAL_PART_MS, targetMs: USUAL_TARGET_MS, hint: '', newest: 0 };
  #inits = new Map();
  #delivered = new Map();
  /** Each player's views: of the live window, and of what it may go back to. */
  #timelines = new WeakMap();
  #intake;
  #stalls = null;
  #latency = () => NaN;
  #full = false;
  #leave = () => this.#session.leave();

  /**
   * @param {string|URL} stream its folder at the origin, `https://…/live/{name}/`
   * @param {object} [tools] other ways to fetch, to tell the time and to draw lots, for tests
   */
  constructor(stream, tools = {}) {
    super();
    this.live = new URL(stream, globalThis.location?.href);
    this.name = this.live.pathname.split('/')[2];
    this.#tools = { ...TOOLS, ...tools };
    this.clock = this.#tools.clock;
    this.#roster = new Roster(this.clock);
    this.#intake = new Intake(this.clock);
    this.#session = new Session(this.live, {
      body: session => this.#receipt(session), mac: (key, bytes) => this.#trust.mac(key, bytes),
    }, this.#tools);
    this.#session.addEventListener('session', () => {
      this.#tally = new Tally();
      this.#room(true);
    });
    this.#session.addEventListener('relays', ({ detail }) => this.#roster.take(detail));
    // Who has a session is carried by friends while the origin has no room.
    this.#session.addEventListener('full', () => this.#session.state ?? this.#room(false));
  }

  /** What hls.js is to load. */
  get source() {
    return new URL('media.m3u8', this.live).href;
  }

  /** Asks for a session, unless there is one. */
  open() {
    this.#session.open();
    globalThis.addEventListener?.('pagehide', this.#leave);
  }

  /** Relays are asked from the moment on in which their bytes can be checked. @param {import('./trust.js')} trust */
  set trust(trust) {
    this.#trust = trust;
  }

  /**
   * Has stalls and the distance from the live moment, in seconds, told in receipts, and playlists wait until the parts
   * before them are in the buffer.
   */
  watch(video, latency = () => NaN) {
    this.#intake.watch(video);
    this.#stalls ??= new Stalls(video, this.clock);
    this.#latency = latency;
  }

  /** The viewer is done, for now: `open` begins anew. */
  close() {
    this.#session.leave();
    this.#session.close();
    this.#stalls?.stop();
    this.#stalls = null;
    this.#intake.watch(null);
    globalThis.removeEventListener?.('pagehide', this.#leave);
  }

  /** Names of the nodes that delivered in the last seconds, those that deliver most recently first. */
  get carriers() {
    const oldest = this.clock.now() - CARRYING_MS;
    return [...this.#delivered].filter(([, at]) => at > oldest).sort(([, a], [, b]) => b - a).map(([node]) => node);
  }

  /**
   * Begins to load an address.
   *
   * @param {string} url
   * @param {{headers: Record<string, string>, heard: () => void, player: object}} how `player`: which one asks
   * @returns {{race: Race, outcome: Promise<import('./race.js').Outcome>}|null} null for a foreign address
   */
  request(url, { headers, heard, player }) {
    const asked = addressOf(url, this.live);
    if (asked === null) {
      return null;
    }
    const held = asked.kind === 'media' ? asked.file === this.#facts.hint : asked.sequence >= 0;
    const timeline = this.#timelinesOf(player)[asked.kind] ?? null;
    this.#budget.earn();
    const race = new Race(this.#sourcesOf(asked, 'Range' in headers, timeline), {
      headers, heard, check: answer => this.#check(answer, asked), maySpend: () => this.#budget.spend(),
      patienceMs: SILENCE_MS + (held ? this.#lengthOf(asked) : 0), wholeMs: SILENCE_MS + this.#lengthOf(asked),
    }, this.#tools);
    const outcome = race.run().then(async result => {
      this.#learn(result, asked, held);
      if (timeline === null || result.answer === null) {
        return result;
      }
      await this.#intake.settled();
      return { ...result, answer: fitted(result.answer, timeline) };
    });
    return { race, outcome };
  }

  /** Who was silent when hls.js gave a request up, or played something else: others are asked first next time. */
  silent(sources) {
    sources.filter(({ node }) => node !== '').forEach(({ node }) => this.#roster.putBack(node));
  }

  /** An initialisation that was loaded before; null when it was not. */
  kept(url) {
    return this.#inits.get(addressOf(url, this.live)?.file) ?? null;
  }

  /** How long what is asked for plays, or takes to come into being; in milliseconds. */
  #lengthOf({ kind, part }) {
    return (kind === 'media' || kind === 'playlist') && part < 0 ? this.#facts.targetMs : this.#facts.partTargetMs;
  }

  #timelinesOf(player) {
    if (!this.#timelines.has(player)) {
      this.#timelines.set(player, { playlist: new Timeline(), rewind: new Timeline() });
    }
    return this.#timelines.get(player);
  }

  #sourcesOf(asked, pieces, timeline) {
    const query = node => timeline?.query(node, asked.query) ?? asked.query;
    if (asked.kind === 'other') {
      return [{ node: '', url: asked.url }];
    }
    const session = this.#session.state;
    const origin = { node: '', url: new URL(asked.file + query(''), session?.origin ?? this.live).href };
    if (session === null || asked.kind === 'init' || pieces || this.#trust === null) {
      return [origin];   // relays send no proof of an initialisation, nor of a piece of a file
    }
    const file = asked.kind === 'rewind' ? 'media.m3u8' : asked.file;
    const relays = this.#roster.order.slice(0, RELAYS_PER_REQUEST)
      .map(({ node, base }) => ({ node, url: new URL(file + query(node), base).href }));
    const old = asked.kind === 'media' && asked.sequence < this.#facts.newest - RECENT_SEGMENTS;
    return asked.kind === 'rewind' || old ? [origin, ...relays] : [...relays, origin];
  }

  /** Throws unless these are the origin's bytes. */
  #check({ source, response, bytes }, asked) {
    if (source.node === '') {
      return;
    }
    const flaw = asked.kind === 'media'
      ? flawOf({ line: response.headers.get(HEADER), bytes }, asked,
        { stream: this.name, originKey: this.#session.state.originKey, trust: this.#trust })
      : flawOfPlaylist(new TextDecoder().decode(bytes), asked);
    if (flaw !== null) {
      throw new Wrong(flaw);
    }
  }

  #learn({ answer, asked: everybody, overtaken, failed }, asked, held) {
    everybody.filter(({ node }) => node !== '').forEach(({ node }) => this.#tally.asked(node));
    overtaken.filter(({ node }) => node !== '').forEach(({ node }) => this.#blame(node, 'late'));
    for (const { source: { node }, error } of failed) {
      if (node === '' && (error.status === 403 || error.status === 410)) {
        this.#session.forget();
      }
      // When nobody answers at all, it is this viewer's own network.
      if (node !== '' && (answer !== null || error instanceof HttpError || error instanceof Wrong)) {
        this.#blameFor(node, error, held);
      }
    }
    if (answer !== null) {
      this.#received(answer, asked, held);
    }
  }

  #blameFor(node, error, held) {
    if (error instanceof Wrong) {
      this.#roster.banish(node);
      this.#blame(node, 'wrong');
      return;
    }
    // A server that holds an answer for something that never comes says 503 as well.
    if (GONE.has(error.status) && !(error.status === 503 && held)) {
      this.#roster.dismiss(node);
    }
    this.#blame(node, 'failed');
  }

  #blame(node, what) {
    this.#tally.add(node, what);
    this.#roster.putBack(node);
    this.#session.hurry();
  }

  #received({ source: { node }, bytes, asked, first }, address, held) {
    if (address.kind === 'playlist' || address.kind === 'rewind') {
      const { partTargetMs, targetMs, ...newest } = factsOf(new TextDecoder().decode(bytes));
      this.#facts = { partTargetMs: partTargetMs || USUAL_PART_MS, targetMs: targetMs || USUAL_TARGET_MS, ...newest };
    } else if (address.kind === 'init') {
      this.#inits.set(address.file, bytes.slice());
      [...this.#inits.keys()].slice(0, -INITS).forEach(file => this.#inits.delete(file));
    }
    if (address.kind === 'media') {
      this.#intake.give();
    }
    if (node === '') {
      this.#tally.fromOrigin(bytes.length);
    } else if (address.kind === 'media') {
      this.#tally.fromRelay(node, address.object, bytes, held ? null : first - asked);
      this.#delivered.set(node, this.clock.now());
    }
  }

  #receipt(session) {
    if (this.#trust === null) {
      return null;
    }
    const latency = Math.round(1000 * this.#latency());
    return {
      stalls: this.#stalls?.count ?? 0, stalledMillis: this.#stalls?.milliseconds ?? 0,
      latencyMillis: latency > 0 ? latency : 0, ...this.#tally.toReceipt(session, this.#trust),
    };
  }

  #room(there) {
    if (there && this.#full) {
      this.dispatchEvent(new Event('room'));
    } else if (!there) {
      this.dispatchEvent(new Event('full'));
    }
    this.#full = !there;
  }
}
