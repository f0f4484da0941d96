// Somebody else's page: a video element and hls.js as it comes.
import fs from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const LIBRARY = fileURLToPath(new URL('node_modules/hls.js/dist/hls.min.js', import.meta.url));
const PAGE = `<!doctype html><meta charset="utf-8"><video muted autoplay playsinline width="640"></video>
<script src="/hls.js"></script><script>
globalThis.fatal = [];
globalThis.hls = new Hls({ lowLatencyMode: true });
hls.on(Hls.Events.ERROR, (_, error) => error.fatal && fatal.push(error.details));
hls.loadSource(new URLSearchParams(location.search).get('url'));
hls.attachMedia(document.querySelector('video'));
</script>`;
/** The same with the origin's loader, as docs/player.md shows it. */
const HEDGED = `<!doctype html><meta charset="utf-8"><video muted autoplay playsinline width="640"></video>
<script src="/hls.js"></script><script type="module">
const stream = new URL(new URLSearchParams(location.search).get('url'));
const { Relays } = await import(new URL('/player/hedged-loader.js', stream).href);
const video = document.querySelector('video');
globalThis.fatal = [];
globalThis.relays = new Relays(stream);
globalThis.hls = new Hls({ lowLatencyMode: true, loader: relays.Loader });
hls.on(Hls.Events.ERROR, (_, error) => error.fatal && fatal.push(error.details));
relays.watch(video, () => hls.latency);
relays.open();
hls.loadSource(relays.source);
hls.attachMedia(video);
</script>`;

/** A server of such pages on a free port. */
export class PlainPages {
  #server = http.createServer((request, response) => {
    const library = request.url === '/hls.js';
    response.setHeader('Content-Type', library ? 'text/javascript' : 'text/html');
    response.end(library ? fs.readFileSync(LIBRARY) : request.url.startsWith('/hedged') ? HEDGED : PAGE);
  });

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await new Promise(resolve => this.#server.once('listening', resolve));
    return this;
  }

  #at(path, url) {
    return `http://127.0.0.1:${this.#server.address().port}${path}?url=${encodeURIComponent(url)}`;
  }

  /** The page that plays this playlist. */
  of(url) {
    return this.#at('/', url);
  }

  /** The page that plays the stream in this folder with the hedged loader. */
  hedged(folder) {
    return this.#at('/hedged', folder);
  }

  stop() {
    this.#server.close();
  }
}
