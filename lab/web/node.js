// A daemon and publishers for the checks: real processes on free ports, with a state folder of their own.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const STREAMR = process.env.STREAMR
  ?? fileURLToPath(new URL('../../daemon/target/streamr/bin/streamr', import.meta.url));
const READY_MS = 20000;

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

export async function until(condition, milliseconds, what) {
  const end = Date.now() + milliseconds;
  while (!await condition()) {
    if (Date.now() > end) {
      throw new Error(`${what} took longer than ${milliseconds} ms`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const gone = child => new Promise(resolve => (child.exitCode ?? child.signalCode) !== null ? resolve() : child.once('exit', resolve));

/** A daemon that anybody may publish to. */
export class Daemon {
  /** What it does. */
  plugins = ['ingest', 'playback'];
  #child = null;
  #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'streamr-pages-'));

  /** @param {string[]} lines more for its configuration */
  constructor(...lines) {
    this.lines = lines;
  }

  get #config() {
    return path.join(this.#folder, 'streamr.yaml');
  }

  get state() {
    return path.join(this.#folder, 'state');
  }

  /** Writes its configuration, once. */
  async configure() {
    if (!this.ports) {
      this.ports = { http: await freePort(), ops: await freePort(), rtmp: await freePort() };
      fs.writeFileSync(this.#config, [`state-dir: ${this.state}`, `plugins: [${this.plugins.join(', ')}]`,
        `http: { bind: 127.0.0.1, port: ${this.ports.http}, public-url: "${this.base}" }`, `ops: { bind: 127.0.0.1, port: ${this.ports.ops} }`,
        ...this.own(), ...this.lines, ''].join('\n'));
    }
  }

  /** Lines of its configuration that depend on its ports. */
  own() {
    return [`ingest: { rtmp: { bind: 127.0.0.1, port: ${this.ports.rtmp} }, publish: open }`];
  }

  /** Runs a command for this machine. @param {string} input what it reads @returns {Promise<string>} what it prints */
  async command(words, input = '') {
    const running = promisify(execFile)(STREAMR, [...words.split(' '), '--config', this.#config]);
    running.child.stdin.end(input);
    return (await running).stdout;
  }

  async start() {
    await this.configure();
    const config = this.#config;
    const log = fs.openSync(path.join(this.#folder, 'log'), 'a');
    this.#child = spawn(STREAMR, ['serve', '--config', config], { stdio: ['ignore', log, log] });
    fs.closeSync(log);
    await until(() => fetch(`${this.base}/`).then(response => response.ok, () => false), READY_MS,
      `starting the daemon (log: ${this.#folder}/log)`);
  }

  get base() {
    return `http://127.0.0.1:${this.ports.http}`;
  }

  publishUrl(name) {
    return `rtmp://127.0.0.1:${this.ports.rtmp}/live/${name}`;
  }

  async stop(signal = 'SIGTERM') {
    this.#child?.kill(signal);
    await (this.#child && gone(this.#child));
    this.#child = null;
  }

  /** It is there and does nothing, until it is thawed. */
  freeze() {
    this.#child.kill('SIGSTOP');
  }

  thaw() {
    this.#child?.kill('SIGCONT');
  }

  async remove() {
    this.thaw();
    await this.stop();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A daemon whose streams friends may carry. */
export class Origin extends Daemon {
  plugins = ['ingest', 'playback', 'mesh', 'relay'];

  own() {
    return [...super.own(), 'mesh: { heartbeat: 1s }'];
  }

  /** How many viewers it counts, wherever they sit. */
  async seats() {
    const token = fs.readFileSync(path.join(this.state, 'ops.token'), 'ascii').trim();
    const answer = await fetch(`http://127.0.0.1:${this.ports.ops}/admin/v1/relays`, { headers: { Authorization: `Bearer ${token}` } });
    return (await answer.json()).streams.flatMap(({ viewers }) => [viewers.origin, ...Object.values(viewers.nodes)])
      .reduce((sum, count) => sum + count, 0);
  }

  /** Waits until so many friends' machines can serve. */
  async friends(count) {
    await until(async () => JSON.parse(await this.command('nodes --json')).filter(node => node.state === 'active').length >= count, READY_MS,
      `${count} friends joining`);
  }
}

/** A friend's machine that carries the streams of an origin. */
export class Friend extends Daemon {
  plugins = ['playback', 'mesh', 'relay'];

  constructor(name) {
    super();
    this.name = name;
  }

  own() {
    return [];
  }

  /** Joins and begins to carry. */
  async join(origin) {
    await this.configure();
    const { code } = JSON.parse(await origin.command(`invite --name ${this.name} --json`));
    await this.command('join', code);
    await this.start();
  }
}

/** FFmpeg with a moving picture and a tone, keyframes every second. */
export class Publisher {
  #child = null;

  constructor(url) {
    this.url = url;
  }

  start() {
    this.#child = spawn('ffmpeg', ['-nostdin', '-v', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30',
      '-re', '-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000', '-c:v', 'libx264', '-preset', 'ultrafast',
      '-tune', 'zerolatency', '-g', '30', '-b:v', '700k', '-c:a', 'aac', '-f', 'flv', this.url],
    { stdio: ['ignore', 'ignore', 'ignore'] });
  }

  /** SIGTERM says good-bye to the server, SIGKILL is a cut cable. */
  async stop(signal = 'SIGTERM') {
    this.#child?.kill(signal);
    await (this.#child && gone(this.#child));
    this.#child = null;
  }
}
