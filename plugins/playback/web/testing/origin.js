// An origin and its relays for the loader: one stream of 0.2 s parts whose media is signed, sessions, receipts.
import { encode } from '../src/relays/base64url.js';
import { media, record, vectors } from '../vectors.js';
import { TestClock } from './clock.js';
import { Network } from './network.js';
import { Relays } from '../src/relays/relays.js';
import * as trust from '../src/relays/trust.js';

const { originKey, receiptKey } = vectors();
const PARTS = 5;
const ORIGIN = 'origin.example';
const LIVE = `https://${ORIGIN}/live/show/`;
const bodyOf = (sequence, part) => media(2000 + part, sequence + part);
const segmentOf = sequence => Buffer.concat(Array.from({ length: PARTS }, (_, part) => bodyOf(sequence, part)));

/** The media playlist whose next part is this one. */
export function playlist(sequence, part) {
  const parts = Array.from({ length: part }, (_, i) => `#EXT-X-PART:DURATION=0.2,URI="${sequence}.${i}.m4s"`);
  return ['#EXTM3U', '#EXT-X-TARGETDURATION:1', '#EXT-X-PART-INF:PART-TARGET=0.2', `#EXT-X-MEDIA-SEQUENCE:${sequence - 1}`,
    '#EXT-X-MAP:URI="init-00ff.mp4"', '#EXTINF:1.0,', `${sequence - 1}.m4s`, ...parts,
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${sequence}.${part}.m4s"`, ''].join('\n');
}

/** What any honest machine answers for a file of the stream. */
export function honest(path) {
  const [, sequence, part] = /\/(\d+)(?:\.(\d+))?\.m4s$/.exec(path) ?? [];
  if (part !== undefined) {
    const whole = Number(part) === PARTS - 1 ? segmentOf(Number(sequence)) : null;
    const body = bodyOf(Number(sequence), Number(part));
    return { body, headers: { 'Streamr-Record': record(sequence, Number(part), body, whole) } };
  }
  if (sequence !== undefined) {
    const body = segmentOf(Number(sequence));
    return { body, headers: { 'Streamr-Record': record(sequence, PARTS - 1, bodyOf(Number(sequence), PARTS - 1), body) } };
  }
  const wanted = new URLSearchParams(path.split('?')[1]);
  if (path.includes('.m3u8')) {
    return { body: playlist(Number(wanted.get('_HLS_msn') ?? 12), Number(wanted.get('_HLS_part') ?? 1) + 1) };
  }
  return path.includes('init-') ? { body: 'init' } : { status: 404 };
}

/** A viewer of an origin with these relays. */
export class Stage {
  clock = new TestClock();
  network = new Network(this.clock);
  /** What the origin answers to a question for a session: settable by a test. */
  sessions = () => ({ status: 201, body: JSON.stringify({ session: `s${++this.given}`, receiptKey, originKey, ...this.renewal() }) });
  receipts = () => ({ body: JSON.stringify(this.renewal()) });
  given = 0;
  /** The configuration of the hls.js that loads; settable by a test. */
  player = {};
  loaders = [];
  heard = [];

  constructor(...nodes) {
    this.nodes = nodes;
    this.network.on(ORIGIN, (path, request) => this.#origin(path, request));
    nodes.forEach(node => this.network.on(node, honest));
    this.relays = new Relays(LIVE, { fetcher: this.network.fetcher, clock: this.clock, random: () => 0.5 });
    this.relays.trust = trust;
    ['full', 'room'].forEach(type => this.relays.addEventListener(type, () => this.heard.push(type)));
  }

  renewal() {
    return { nonce: `n${this.network.log.length}`, origin: '/live/show/s/O/', receiptMillis: 10000,
      relays: this.nodes.map(node => ({ node, base: `http://${node}/live/show/s/T/` })) };
  }

  /** With a session, and the playlist known. */
  static async ready(...nodes) {
    const stage = new Stage(...nodes);
    stage.relays.open();
    await stage.clock.advance(1);
    await stage.load('media.m3u8');
    stage.network.log.length = stage.loaders.length = 0;
    return stage;
  }

  #origin(path, request) {
    if (path.includes('/receipts?')) {
      return this.receipts(path, request);
    }
    return path.endsWith('/sessions') ? this.sessions(path, request) : honest(path);
  }

  away() {
    this.network.on(ORIGIN, () => ({ reset: true }));
  }

  /** Loads a file as hls.js does; what it was told, after so many milliseconds. */
  async load(file, { within = 1000, timeoutMs = 8000, ...context } = {}) {
    const loader = new this.relays.Loader(this.player);
    const told = { loader, type: null };
    this.loaders.push(loader);
    const tell = type => (...all) => Object.assign(told, { type, all, at: this.clock.now() });
    const responseType = file.includes('.m3u8') ? 'text' : 'arraybuffer';
    const begin = this.clock.now();
    loader.load({ url: new URL(file, LIVE).href, responseType, headers: {}, rangeStart: 0, rangeEnd: 0, ...context },
      { loadPolicy: { maxTimeToFirstByteMs: timeoutMs, maxLoadTimeMs: 2 * timeoutMs } },
      { onSuccess: tell('success'), onError: tell('error'), onTimeout: tell('timeout'), onAbort: tell('abort') });
    await this.clock.advance(within);
    return { ...told, took: told.at - begin, data: told.type === 'success' ? told.all[0].data : null };
  }

  /** The bodies of the receipts that were sent. */
  get sent() {
    return this.network.log.filter(({ path }) => path.includes('/receipts?'))
      .map(({ body, path, init, at }) => ({ at, init, path, mac: encode(trust.mac(new Uint8Array(32).fill(9), body)),
        ...JSON.parse(new TextDecoder().decode(body)) }));
  }

  /** Who was asked for media and playlists: hosts, in order. */
  get asked() {
    return this.network.log.filter(({ path }) => path.startsWith('/live/')).map(({ host }) => host.replace(ORIGIN, 'origin'));
  }
}
