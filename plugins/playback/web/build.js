// Makes the folder of web assets that goes into the plugin's jar. A first visit is to cost few requests, so each page is
// one script and one style sheet, libraries included; the player's controls are a script of their own, which the page
// loads when the picture is there. Each file lies beside its gzipped twin, and manifest.properties tells the server their
// common version and the Content-Security-Policy hashes of the style elements that media-chrome writes into its shadow
// roots.
//
//   node build.js TARGET_FOLDER
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(process.argv[2] ?? path.join(here, '../target/web'));

const OLDEST_NODE = 20;
const COMPRESSIBLE = new Set(['.js', '.css', '.svg']);
/** The pages' scripts and style sheets; all that they import goes into them. */
const ENTRIES = ['home.css', 'home.js', 'theme.css', 'watch.css', 'watch.js'];
/** Taken over as they are. */
const AS_IS = new Set(['.html', '.png', '.svg', '.txt']);
const CONTROLS = 'controls.js';
/** Scripts of their own, all in one file: what pages load after the picture, and what other people's pages may use. */
const ALONE = { 'trust.js': 'src/relays/trust.js', 'hedged-loader.js': 'src/hedged-loader.js' };
/** Browsers with Media Source Extensions, modules and no more than two years behind at the project's start. */
const TARGET = 'es2022';

/** Elements that media-chrome's own elements make inside themselves. */
const MADE_BY_OTHERS = ['media-gesture-receiver', 'media-text-display', 'media-tooltip'];

function fail(message) {
  console.error(message);
  process.exit(1);
}

const digest = (bytes, encoding) => createHash('sha256').update(bytes).digest(encoding);

/** Installs what package-lock.json says, unless that very lock file was installed before. */
function install() {
  const stamp = path.join(here, 'node_modules/.installed');
  const lock = digest(fs.readFileSync(path.join(here, 'package-lock.json')), 'hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) {
    return;
  }
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: here, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  } catch (error) {
    fail(error.code === 'ENOENT'
      ? 'npm is missing: the player page is built with Node.js 20 or newer and its npm (Debian: apt install nodejs npm).'
      : 'npm ci failed in plugins/playback/web: see its message above.');
  }
  fs.writeFileSync(stamp, lock);
}

/** Every media-* element that the page uses. */
const elements = html => [...new Set([...html.matchAll(/<(media-[a-z-]+)/g)].map(match => match[1]))].sort();

/** The name of media-chrome's class for an element. */
const className = tag => tag.replace(/(^|-)([a-z])/g, (_, dash, letter) => letter.toUpperCase());

/** CSP sources for the style elements of these classes; their text never varies, so a hash is enough. */
async function styleHashes(html) {
  const chrome = await import('media-chrome');
  const hashes = new Set();
  for (const name of [...elements(html), ...MADE_BY_OTHERS].map(className)) {
    if (!chrome[name]) {
      fail(`watch.html uses an element that media-chrome has not: ${name}`);
    }
    for (const style of chrome[name].getTemplateHTML({}, {}).matchAll(/<style>([\s\S]*?)<\/style>/g)) {
      hashes.add(`'sha256-${digest(style[1], 'base64')}'`);
    }
  }
  return [...hashes].sort();
}

/** Our modules and what they import, one file for each entry. */
async function bundle(html) {
  const { build } = await import('esbuild');
  const options = { bundle: true, minify: true, format: 'esm', target: TARGET, write: false, legalComments: 'inline',
    absWorkingDir: here, outdir: target, logLevel: 'warning' };
  const pages = await build({ ...options, entryPoints: ENTRIES.map(name => path.join('src', name)), external: [`./${CONTROLS}`, './trust.js'] });
  const alone = await build({ ...options, entryPoints: Object.entries(ALONE).map(([name, source]) => ({ in: source, out: path.parse(name).name })) });
  const controls = await build({ ...options, outdir: undefined, outfile: path.join(target, CONTROLS), stdin: {
    contents: elements(html).map(tag => `import 'media-chrome/dist/${tag}.js';`).join('\n'), resolveDir: here,
  } });
  return [...pages.outputFiles, ...alone.outputFiles, ...controls.outputFiles].map(file => [path.basename(file.path), Buffer.from(file.contents)]);
}

async function collect(html) {
  const files = new Map(await bundle(html));
  for (const name of fs.readdirSync(path.join(here, 'src')).filter(name => AS_IS.has(path.extname(name)))) {
    files.set(name, fs.readFileSync(path.join(here, 'src', name)));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function write(files, hashes) {
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true });
  const all = createHash('sha256');
  for (const [name, bytes] of files) {
    all.update(name).update(digest(bytes, 'hex'));
    fs.writeFileSync(path.join(target, name), bytes);
    if (COMPRESSIBLE.has(path.extname(name))) {
      fs.writeFileSync(path.join(target, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  }
  const manifest = [`version=${all.digest('hex').slice(0, 12)}`, `files=${[...files.keys()].join(' ')}`,
    `style-hashes=${hashes.join(' ')}`];
  fs.writeFileSync(path.join(target, 'manifest.properties'), manifest.join('\n') + '\n');
}

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(`Node.js ${OLDEST_NODE} or newer is needed to build the player page; this is ${process.version}.`);
}
install();
const page = fs.readFileSync(path.join(here, 'src/watch.html'), 'utf8');
write(await collect(page), await styleHashes(page));
