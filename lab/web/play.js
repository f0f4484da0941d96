// node play.js URL SECONDS [--page]: what a viewer sees, as one line of JSON. See README.md.
import fs from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { Viewer } from './viewer.js';

const [url, seconds = '20'] = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const isPage = process.argv.includes('--page');
const LIBRARY = fileURLToPath(new URL('node_modules/hls.js/dist/hls.min.js', import.meta.url));

/** Somebody else's page: a video element and hls.js as it comes. */
const PAGE = `<!doctype html><meta charset="utf-8"><video muted autoplay playsinline width="640"></video>
<script src="/hls.js"></script><script>
globalThis.fatal = [];
globalThis.hls = new Hls({ lowLatencyMode: true });
hls.on(Hls.Events.ERROR, (_, error) => error.fatal && fatal.push(error.details));
hls.loadSource(new URLSearchParams(location.search).get('url'));
hls.attachMedia(document.querySelector('video'));
</script>`;

const server = http.createServer((request, response) => {
  const library = request.url === '/hls.js';
  response.setHeader('Content-Type', library ? 'text/javascript' : 'text/html');
  response.end(library ? fs.readFileSync(LIBRARY) : PAGE);
}).listen(0, '127.0.0.1');
await new Promise(resolve => server.once('listening', resolve));

const viewer = await Viewer.open(isPage ? url : `http://127.0.0.1:${server.address().port}/?url=${encodeURIComponent(url)}`,
  { autoplay: true });
try {
  const seen = await viewer.watch(Number(seconds));
  const fatal = await viewer.page.evaluate(() => globalThis.fatal ?? []);
  console.log(JSON.stringify({ url, seconds: Number(seconds), ...seen, fatal, problems: viewer.problems, hosts: viewer.hosts }));
  const watched = Number(seconds) - (seen.firstFrameMs ?? Infinity) / 1000;
  process.exitCode = seen.playedSeconds >= 0.8 * watched && watched > 0 && fatal.length === 0 ? 0 : 1;
} finally {
  await viewer.close();
  server.close();
}
