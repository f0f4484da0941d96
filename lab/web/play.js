// node play.js URL SECONDS [--page]: what a viewer sees, as one line of JSON. See README.md.
import { PlainPages } from './plain.js';
import { Viewer } from './viewer.js';

const [url, seconds = '20'] = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const isPage = process.argv.includes('--page');
const pages = await new PlainPages().start();
const viewer = await Viewer.open(isPage ? url : pages.of(url), { autoplay: true });
try {
  const seen = await viewer.watch(Number(seconds));
  const fatal = await viewer.page.evaluate(() => globalThis.fatal ?? []);
  console.log(JSON.stringify({ url, seconds: Number(seconds), ...seen, fatal, problems: viewer.problems, hosts: viewer.hosts }));
  const watched = Number(seconds) - (seen.firstFrameMs ?? Infinity) / 1000;
  process.exitCode = seen.playedSeconds >= 0.8 * watched && watched > 0 && fatal.length === 0 ? 0 : 1;
} finally {
  await viewer.close();
  pages.stop();
}
