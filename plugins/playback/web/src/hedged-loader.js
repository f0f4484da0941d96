// StreamrP2P's loader for hls.js on any page, one file: see docs/player.md.
//
//   const relays = new Relays('https://origin.example/live/show/');
//   const hls = new Hls({ lowLatencyMode: true, loader: relays.Loader });
//   relays.watch(video, () => hls.latency);
//   relays.open();
//   hls.loadSource(relays.source);
import { Relays as Unchecked } from './relays/relays.js';
import * as trust from './relays/trust.js';

export class Relays extends Unchecked {
  /** @param {string|URL} stream its folder at the origin: `https://…/live/{name}/` */
  constructor(stream) {
    super(stream);
    this.trust = trust;
  }
}
