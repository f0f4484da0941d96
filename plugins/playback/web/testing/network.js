// Machines that answer as a test wants it, in the test's own time.

/**
 * @typedef {object} Reply
 * @property {number} [status]   200 unless said
 * @property {Record<string, string>} [headers]
 * @property {Uint8Array|string} [body]
 * @property {number} [after]    until the headers, in milliseconds; Infinity: never
 * @property {number} [pieces]   in how many pieces the body comes, 1 unless said
 * @property {number} [between]  milliseconds between two pieces
 * @property {number} [frozen]   pieces after which nothing more comes
 * @property {boolean} [reset]   no answer at all, at once
 */

export class Network {
  /** Everything that was asked: `{ at, host, path, method, body, aborted }`. */
  log = [];
  #hosts = new Map();

  constructor(clock) {
    this.clock = clock;
    this.fetcher = (url, init) => this.#fetch(new URL(url), init);
  }

  /** @param {(path: string, request: object) => Reply} answer for every request to this host from now on */
  on(host, answer) {
    this.#hosts.set(host, answer);
  }

  asked(host) {
    return this.log.filter(request => request.host === host).map(request => request.path);
  }

  #sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      if (milliseconds !== Infinity) {
        milliseconds > 0 ? this.clock.setTimeout(resolve, milliseconds) : resolve();
      }
    });
  }

  async #fetch({ host, pathname, search }, { signal, method = 'GET', body = null, ...init }) {
    const request = { at: this.clock.now(), host, path: pathname + search, method, body, init, aborted: false };
    this.log.push(request);
    signal?.addEventListener('abort', () => { request.aborted = true; });
    const reply = this.#hosts.get(host)?.(request.path, request) ?? { reset: true };
    if (reply.reset) {
      throw new TypeError('fetch failed');
    }
    await this.#sleep(reply.after ?? 0, signal);
    return new Response(this.#body(reply, signal), { status: reply.status ?? 200, headers: reply.headers });
  }

  #body({ body = '', pieces = 1, between = 0, frozen = Infinity }, signal) {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const size = Math.max(1, Math.ceil(bytes.length / pieces));
    let sent = 0;
    return new ReadableStream({
      pull: async controller => {
        await this.#sleep(sent === frozen ? Infinity : sent > 0 ? between : 0, signal).catch(error => controller.error(error));
        if (!signal?.aborted) {
          controller.enqueue(bytes.slice(sent * size, (sent + 1) * size));
          if (++sent * size >= bytes.length) {
            controller.close();
          }
        }
      },
    }, { highWaterMark: 0 });
  }
}
