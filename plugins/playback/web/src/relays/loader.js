// The loader for hls.js (1.7): what it asks for comes whole and checked, from whoever is fastest.
import { statusOf } from './race.js';

const freshStats = () => ({
  aborted: false, loaded: 0, retry: 0, total: 0, chunkCount: 0, bwEstimate: 0,
  loading: { start: 0, first: 0, end: 0 }, parsing: { start: 0, end: 0 }, buffering: { start: 0, first: 0, end: 0 },
});

const READ = {
  arraybuffer: bytes => (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer),
  text: bytes => new TextDecoder().decode(bytes),
  json: bytes => JSON.parse(new TextDecoder().decode(bytes)),
};

/** @param {import('./relays.js').Relays} relays @returns a class as hls.js wants it in its `loader` */
export function loaderFor(relays) {
  return class HedgedLoader {
    context = null;
    stats = freshStats();
    #callbacks = null;
    #race = null;
    #response = null;
    #timer = 0;
    #player;

    /** @param {object} config the one of the hls.js that it works for, by which that is known */
    constructor(config = {}) {
      this.#player = config;
    }

    load(context, config, callbacks) {
      const { stats } = this;
      if (stats.loading.start) {
        throw new Error('Loader can only be used once.');
      }
      Object.assign(this, { context });
      this.#callbacks = callbacks;
      stats.loading.start = relays.clock.now();
      const kept = relays.kept(context.url);
      if (kept !== null) {
        queueMicrotask(() => this.#succeed(kept.slice(), 200));
        return;
      }
      const { maxTimeToFirstByteMs, maxLoadTimeMs } = config.loadPolicy;
      this.#limit(Number.isFinite(maxTimeToFirstByteMs) ? maxTimeToFirstByteMs || maxLoadTimeMs : maxLoadTimeMs);
      const heard = () => {
        if (!stats.loading.first) {
          stats.loading.first = relays.clock.now();
          this.#limit(maxLoadTimeMs - (stats.loading.first - stats.loading.start));
        }
      };
      const request = relays.request(context.url, { headers: headersOf(context), heard, player: this.#player });
      if (request === null) {
        queueMicrotask(() => this.#fail(0, 'an address of somebody else'));
        return;
      }
      this.#race = request.race;
      request.outcome.then(outcome => this.#settled(outcome));
    }

    #settled(outcome) {
      const { answer } = outcome;
      if (answer === null) {
        this.#fail(statusOf(outcome), outcome.failed.at(-1)?.error.message ?? '');
      } else {
        this.#response = answer.response;
        this.#succeed(answer.bytes, answer.response.status);
      }
    }

    #succeed(bytes, code) {
      const { stats, context } = this;
      if (this.#callbacks === null) {
        return;
      }
      let data;
      try {
        data = READ[context.responseType || 'text'](bytes);
      } catch (error) {
        this.#fail(code, error.message);
        return;
      }
      stats.loading.first ||= relays.clock.now();
      stats.loading.end = Math.max(relays.clock.now(), stats.loading.first);
      stats.loaded = stats.total = bytes.length;
      const seconds = (stats.loading.end - stats.loading.first) / 1000;
      stats.bwEstimate = seconds > 0 ? Math.round(8 * bytes.length / seconds) : 0;
      // Whoever answered, files are named as the origin names them: so the next address is one of the origin's again.
      this.#end().onSuccess({ url: context.url, data, code }, stats, context, this.#response);
    }

    #fail(code, text) {
      const { stats, context } = this;
      this.#end()?.onError({ code, text }, context, this.#response, stats);
    }

    #limit(milliseconds) {
      relays.clock.clearTimeout(this.#timer);
      if (Number.isFinite(milliseconds)) {
        this.#timer = relays.clock.setTimeout(() => {
          const { stats, context } = this;
          relays.silent(this.#race?.abort() ?? []);
          this.#end()?.onTimeout(stats, context, this.#response);
        }, Math.max(0, milliseconds));
      }
    }

    /** Nothing is called back after this. */
    #end() {
      relays.clock.clearTimeout(this.#timer);
      const callbacks = this.#callbacks;
      this.#callbacks = null;
      return callbacks;
    }

    abort() {
      const callbacks = this.#end();
      if (callbacks) {
        this.stats.aborted = true;
        this.#race?.abort();
        callbacks.onAbort?.(this.stats, this.context, this.#response);
      }
    }

    destroy() {
      if (this.#end()) {
        this.stats.aborted = true;
        this.#race?.abort();
      }
      this.context = null;
    }

    getCacheAge() {
      const age = this.#response?.headers.get('age');
      return age ? Number(age) : null;
    }

    getResponseHeader(name) {
      return this.#response?.headers.get(name) ?? null;
    }
  };
}

/** @returns {Record<string, string>} */
function headersOf({ headers, rangeStart, rangeEnd }) {
  return rangeEnd ? { ...headers, Range: `bytes=${rangeStart}-${rangeEnd - 1}` } : { ...headers };
}
